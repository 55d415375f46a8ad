"""Work done beside a run, in a process of its own: what components say of themselves, previews."""
