"""What a preview shows of meshes."""
