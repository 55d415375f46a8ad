<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>curator</name>
        <message>
            <source>waiting</source>
            <extracomment>curator_gui/run/events.py</extracomment>
            <translation>wartend</translation>
        </message>
        <message>
            <source>running</source>
            <extracomment>curator_gui/run/events.py</extracomment>
            <translation>läuft</translation>
        </message>
        <message>
            <source>done</source>
            <extracomment>curator_gui/run/events.py</extracomment>
            <translation>fertig</translation>
        </message>
        <message>
            <source>failed</source>
            <extracomment>curator_gui/run/events.py</extracomment>
            <translation>fehlgeschlagen</translation>
        </message>
        <message>
            <source>quarantined</source>
            <extracomment>curator_gui/run/events.py</extracomment>
            <translation>in Quarantäne</translation>
        </message>
        <message>
            <source>skipped</source>
            <extracomment>curator_gui/run/events.py</extracomment>
            <translation>übersprungen</translation>
        </message>
        <message>
            <source>finished</source>
            <extracomment>curator_gui/run/events.py</extracomment>
            <translation>abgeschlossen</translation>
        </message>
        <message>
            <source>stopped</source>
            <extracomment>curator_gui/run/events.py</extracomment>
            <translation>gestoppt</translation>
        </message>
        <message>
            <source>interrupted</source>
            <extracomment>curator_gui/run/events.py</extracomment>
            <translation>unterbrochen</translation>
        </message>
        <message>
            <source>&amp;New</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Neu</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>Start an empty pipeline</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Eine leere Pipeline beginnen</translation>
        </message>
        <message>
            <source>&amp;Open...</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Ö&amp;ffnen...</translation>
        </message>
        <message>
            <source>Open a pipeline document</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Ein Pipeline-Dokument öffnen</translation>
        </message>
        <message>
            <source>Open &amp;data...</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Daten öffnen...</translation>
        </message>
        <message>
            <source>Read a folder of results: the sources that can are found</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Einen Ordner mit Ergebnissen lesen: passende Quellen werden gefunden</translation>
        </message>
        <message>
            <source>Open data &amp;files...</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Da&amp;teien mit Daten öffnen...</translation>
        </message>
        <message>
            <source>Read some files of results</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Einige Dateien mit Ergebnissen lesen</translation>
        </message>
        <message>
            <source>&amp;Paste a path</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Pfad einfü&amp;gen</translation>
        </message>
        <message>
            <source>Read the folder or file whose path was copied</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Den Ordner oder die Datei lesen, deren Pfad kopiert wurde</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Speichern</translation>
        </message>
        <message>
            <source>Save the document</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Das Dokument speichern</translation>
        </message>
        <message>
            <source>Save &amp;as...</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Speichern &amp;unter...</translation>
        </message>
        <message>
            <source>Copy as &amp;command line</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Als &amp;Befehlszeile kopieren</translation>
        </message>
        <message>
            <source>Copy the command that runs this document without the window</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Den Befehl kopieren, der dieses Dokument ohne Fenster ausführt</translation>
        </message>
        <message>
            <source>&amp;Export as Python script...</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Als &amp;Python-Skript exportieren...</translation>
        </message>
        <message>
            <source>Write a script that runs this pipeline without the window</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Ein Skript schreiben, das diese Pipeline ohne Fenster ausführt</translation>
        </message>
        <message>
            <source>Export for ph&amp;ysicsnemo-curator...</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Für ph&amp;ysicsnemo-curator exportieren...</translation>
        </message>
        <message>
            <source>Write this pipeline in the format of physicsnemo-curator, as YAML or JSON</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Diese Pipeline im Format von physicsnemo-curator schreiben, als YAML oder JSON</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Be&amp;enden</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Rückgängig</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Bearbeiten</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Wiederherstellen</translation>
        </message>
        <message>
            <source>Prefere&amp;nces...</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Ei&amp;nstellungen ...</translation>
        </message>
        <message>
            <source>What counts for all documents: colors, language, new runs, folders</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Was für alle Dokumente gilt: Farben, Sprache, neue Läufe, Ordner</translation>
        </message>
        <message>
            <source>&amp;Add step...</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Schritt &amp;hinzufügen...</translation>
        </message>
        <message>
            <source>&amp;Pipeline</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Pipeline</translation>
        </message>
        <message>
            <source>Choose a component from the catalogue</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Eine Komponente aus dem Katalog wählen</translation>
        </message>
        <message>
            <source>Move step &amp;up</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Schritt nach &amp;oben</translation>
        </message>
        <message>
            <source>Move step &amp;down</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Schritt nach &amp;unten</translation>
        </message>
        <message>
            <source>Dupli&amp;cate step</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Schritt &amp;duplizieren</translation>
        </message>
        <message>
            <source>D&amp;isable step</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Schritt de&amp;aktivieren</translation>
        </message>
        <message>
            <source>Leave the step out of runs, or take it in again</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Den Schritt aus Läufen herausnehmen oder wieder aufnehmen</translation>
        </message>
        <message>
            <source>De&amp;lete step</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Schritt &amp;löschen</translation>
        </message>
        <message>
            <source>Look at the &amp;files again</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Dateien &amp;neu einlesen</translation>
        </message>
        <message>
            <source>List the source's files anew</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Die Dateien der Quelle neu auflisten</translation>
        </message>
        <message>
            <source>&amp;Preview an index</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Vorschau eines Index</translation>
        </message>
        <message>
            <source>Run the steps on one index without writing, and look at what they do</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Die Schritte auf einen Index anwenden, ohne zu schreiben, und ansehen, was sie tun</translation>
        </message>
        <message>
            <source>Open data se&amp;t...</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Datensat&amp;z öffnen...</translation>
        </message>
        <message>
            <source>Look at the items of a folder that a run has written</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Die Elemente eines Ordners ansehen, den ein Lauf geschrieben hat</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>A&amp;usführen</translation>
        </message>
        <message>
            <source>Run the pipeline</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Die Pipeline ausführen</translation>
        </message>
        <message>
            <source>&amp;Go on with the last run</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Letzten Lauf fortsetzen</translation>
        </message>
        <message>
            <source>Run only what the last run of this document did not finish</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Nur ausführen, was der letzte Lauf dieses Dokuments nicht abgeschlossen hat</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Pause</translation>
        </message>
        <message>
            <source>Begin no further index, or go on</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Keinen weiteren Index beginnen oder weitermachen</translation>
        </message>
        <message>
            <source>Stop a&amp;fter current</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Nach laufenden stoppen</translation>
        </message>
        <message>
            <source>Finish the indices that run, then end</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Laufende Indizes abschließen, dann beenden</translation>
        </message>
        <message>
            <source>&amp;Stop now</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Sofort stoppen</translation>
        </message>
        <message>
            <source>End the workers at once; interrupted indices count as not run</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Die Worker sofort beenden; unterbrochene Indizes gelten als nicht ausgeführt</translation>
        </message>
        <message>
            <source>&amp;Measure a sample</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Stichprobe &amp;messen</translation>
        </message>
        <message>
            <source>Run a few items into a temporary folder, to estimate time and disk space</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Einige Elemente in einen temporären Ordner ausführen, um Zeit und Plattenplatz zu schätzen</translation>
        </message>
        <message>
            <source>All run &amp;options</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Alle Lauf&amp;optionen</translation>
        </message>
        <message>
            <source>Colors as the desktop</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Farben wie der Desktop</translation>
        </message>
        <message>
            <source>Light colors</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Helle Farben</translation>
        </message>
        <message>
            <source>Dark colors</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Dunkle Farben</translation>
        </message>
        <message>
            <source>High contrast</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Hoher Kontrast</translation>
        </message>
        <message>
            <source>Language of the system</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Sprache des Systems</translation>
        </message>
        <message>
            <source>English</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>English</translation>
        </message>
        <message>
            <source>Deutsch</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Deutsch</translation>
        </message>
        <message>
            <source>&amp;Reset window layout</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Fensteranordnung &amp;zurücksetzen</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>&amp;Command palette...</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Befehlspalette...</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <source>Find any command by its name</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Jeden Befehl über seinen Namen finden</translation>
        </message>
        <message>
            <source>&amp;Manual</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Handbuch</translation>
        </message>
        <message>
            <source>Explain what has the keyboard now</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Erklärt, was gerade die Tastatur hat</translation>
        </message>
        <message>
            <source>&amp;Tour</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Rundgang</translation>
        </message>
        <message>
            <source>Five steps through the window</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Fünf Schritte durch das Fenster</translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>&amp;Tastenkürzel</translation>
        </message>
        <message>
            <source>&amp;About Curator</source>
            <extracomment>curator_gui/ui/common/actions.py</extracomment>
            <translation>Über &amp;Curator</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <extracomment>curator_gui/ui/common/notices.py</extracomment>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Progress</source>
            <extracomment>curator_gui/ui/common/strip.py</extracomment>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Sort by</source>
            <extracomment>curator_gui/ui/common/table_menus.py</extracomment>
            <translation>Sortieren nach</translation>
        </message>
        <message>
            <source>{n} kept</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>{n} behalten</translation>
        </message>
        <message>
            <source>{n} left out</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>{n} weggelassen</translation>
        </message>
        <message>
            <source>{n} to check</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>{n} zu prüfen</translation>
        </message>
        <message>
            <source>{n} undecided</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>{n} unentschieden</translation>
        </message>
        <message>
            <source>Tag</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Schlagwort</translation>
        </message>
        <message>
            <source>Tags, separated by ;</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Schlagwörter, getrennt durch ;</translation>
        </message>
        <message>
            <source>Note</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>Keep</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Leave out</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Weglassen</translation>
        </message>
        <message>
            <source>Check later</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Später prüfen</translation>
        </message>
        <message>
            <source>Undo</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Undo the last decision (Ctrl+Z)</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Die letzte Entscheidung zurücknehmen (Strg+Z)</translation>
        </message>
        <message>
            <source>Select nothing</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Nichts auswählen</translation>
        </message>
        <message>
            <source>Select nothing (Esc)</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Nichts auswählen (Esc)</translation>
        </message>
        <message>
            <source>Tag...</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Schlagwort...</translation>
        </message>
        <message>
            <source>Note...</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Notiz...</translation>
        </message>
        <message>
            <source>nothing changed</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>nichts geändert</translation>
        </message>
        <message>
            <source>None selected</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Nichts ausgewählt</translation>
        </message>
        <message>
            <source>click, Ctrl, Shift; or drag in a plot</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Klick, Strg, Umschalt; oder in einem Diagramm ziehen</translation>
        </message>
        <message>
            <source>steps {low} to {high}</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Schritte {low} bis {high}</translation>
        </message>
        <message>
            <source>{n} tagged</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>{n} mit Schlagwort</translation>
        </message>
        <message>
            <source>{n} noted</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>{n} mit Notiz</translation>
        </message>
        <message>
            <source>step {n}</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>Schritt {n}</translation>
        </message>
        <message>
            <source>{n} selected</source>
            <extracomment>curator_gui/ui/dataset/decision_bar.py</extracomment>
            <translation>{n} ausgewählt</translation>
        </message>
        <message>
            <source>Filter</source>
            <extracomment>curator_gui/ui/dataset/filter_line.py</extracomment>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Saved views</source>
            <extracomment>curator_gui/ui/dataset/filter_line.py</extracomment>
            <translation>Gemerkte Ansichten</translation>
        </message>
        <message>
            <source>Save this view...</source>
            <extracomment>curator_gui/ui/dataset/filter_line.py</extracomment>
            <translation>Diese Ansicht merken...</translation>
        </message>
        <message>
            <source>Save view</source>
            <extracomment>curator_gui/ui/dataset/filter_line.py</extracomment>
            <translation>Ansicht merken</translation>
        </message>
        <message>
            <source>Name</source>
            <extracomment>curator_gui/ui/dataset/filter_line.py</extracomment>
            <translation>Name</translation>
        </message>
        <message>
            <source>Filter, for example {example}</source>
            <extracomment>curator_gui/ui/dataset/filter_line.py</extracomment>
            <translation>Filter, zum Beispiel {example}</translation>
        </message>
        <message>
            <source>The last filter that worked stays in force: {n} shown.</source>
            <extracomment>curator_gui/ui/dataset/filter_line.py</extracomment>
            <translation>Der letzte gültige Filter gilt weiter: {n} gezeigt.</translation>
        </message>
        <message>
            <source>Gallery</source>
            <extracomment>curator_gui/ui/dataset/gallery.py</extracomment>
            <translation>Galerie</translation>
        </message>
        <message>
            <source>Items</source>
            <extracomment>curator_gui/ui/dataset/items_table.py</extracomment>
            <translation>Elemente</translation>
        </message>
        <message>
            <source>Columns</source>
            <extracomment>curator_gui/ui/dataset/items_table.py</extracomment>
            <translation>Spalten</translation>
        </message>
        <message>
            <source>No SPDX identifier that Curator knows: it is written as it stands.</source>
            <extracomment>curator_gui/ui/dataset/pages/card_form.py</extracomment>
            <translation>Keine SPDX-Kennung, die Curator kennt: Sie wird geschrieben, wie sie dasteht.</translation>
        </message>
        <message>
            <source>names, comma separated</source>
            <extracomment>curator_gui/ui/dataset/pages/card_form.py</extracomment>
            <translation>Namen, durch Kommas getrennt</translation>
        </message>
        <message>
            <source>DOI or a sentence</source>
            <extracomment>curator_gui/ui/dataset/pages/card_form.py</extracomment>
            <translation>DOI oder ein Satz</translation>
        </message>
        <message>
            <source>Title</source>
            <extracomment>curator_gui/ui/dataset/pages/card_form.py</extracomment>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Description</source>
            <extracomment>curator_gui/ui/dataset/pages/card_form.py</extracomment>
            <translation>Beschreibung</translation>
        </message>
        <message>
            <source>Who made it</source>
            <extracomment>curator_gui/ui/dataset/pages/card_form.py</extracomment>
            <translation>Wer es gemacht hat</translation>
        </message>
        <message>
            <source>License</source>
            <extracomment>curator_gui/ui/dataset/pages/card_form.py</extracomment>
            <translation>Lizenz</translation>
        </message>
        <message>
            <source>How to cite</source>
            <extracomment>curator_gui/ui/dataset/pages/card_form.py</extracomment>
            <translation>Wie zitieren</translation>
        </message>
        <message>
            <source>Known gaps</source>
            <extracomment>curator_gui/ui/dataset/pages/card_form.py</extracomment>
            <translation>Bekannte Lücken</translation>
        </message>
        <message>
            <source>none chosen</source>
            <extracomment>curator_gui/ui/dataset/pages/card_form.py</extracomment>
            <translation>keine gewählt</translation>
        </message>
        <message>
            <source>A run writes it beside the outputs; then it is shown here.</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Ein Lauf schreibt sie neben die Ausgaben; dann steht sie hier.</translation>
        </message>
        <message>
            <source>not written</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>nicht geschrieben</translation>
        </message>
        <message>
            <source>Card</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Karte</translation>
        </message>
        <message>
            <source>Open the card</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Karte öffnen</translation>
        </message>
        <message>
            <source>Read again</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Neu lesen</translation>
        </message>
        <message>
            <source>There is no card yet</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Es gibt noch keine Karte</translation>
        </message>
        <message>
            <source>Problems</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Probleme</translation>
        </message>
        <message>
            <source>What only you know</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Was nur Sie wissen</translation>
        </message>
        <message>
            <source>State</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>The data set now</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Der Datensatz jetzt</translation>
        </message>
        <message>
            <source>Folder</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Left out</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Weggelassen</translation>
        </message>
        <message>
            <source>To check</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Zu prüfen</translation>
        </message>
        <message>
            <source>Parts</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Teile</translation>
        </message>
        <message>
            <source>no author</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>kein Urheber</translation>
        </message>
        <message>
            <source>no license</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>keine Lizenz</translation>
        </message>
        <message>
            <source>no citation</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>keine Zitierweise</translation>
        </message>
        <message>
            <source>The data set has no pipeline document: there is no place for words.</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Der Datensatz hat kein Pipeline-Dokument: Für Worte ist kein Platz.</translation>
        </message>
        <message>
            <source>written at {time}</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>geschrieben um {time}</translation>
        </message>
        <message>
            <source>none</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>keine</translation>
        </message>
        <message>
            <source>Not said: {what}</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>Nicht gesagt: {what}</translation>
        </message>
        <message>
            <source>and {n} more: see `curator-gui dataset verify`</source>
            <extracomment>curator_gui/ui/dataset/pages/card_page.py</extracomment>
            <translation>und {n} weitere: siehe `curator-gui dataset verify`</translation>
        </message>
        <message>
            <source>Write again</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Neu schreiben</translation>
        </message>
        <message>
            <source>Write what is said into README.md, dataset.json and the document</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Was gesagt ist, in README.md, dataset.json und das Dokument schreiben</translation>
        </message>
        <message>
            <source>Verify</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Read all outputs again and compare sizes and hashes</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Alle Ausgaben noch einmal lesen und Größen und Prüfsummen vergleichen</translation>
        </message>
        <message>
            <source>Export...</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Exportieren...</translation>
        </message>
        <message>
            <source>Copy or link items into a data set of their own</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Elemente in einen eigenen Datensatz kopieren oder verlinken</translation>
        </message>
        <message>
            <source>Writing...</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Schreibt...</translation>
        </message>
        <message>
            <source>Reading all outputs...</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Liest alle Ausgaben...</translation>
        </message>
        <message>
            <source>Exporting...</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Exportiert...</translation>
        </message>
        <message numerus="yes">
            <source>{n} outputs</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>
                <numerusform>{n} Ausgabe</numerusform>
                <numerusform>{n} Ausgaben</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} problems</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>
                <numerusform>{n} Problem</numerusform>
                <numerusform>{n} Probleme</numerusform>
            </translation>
        </message>
        <message>
            <source>Export into an empty folder</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>In einen leeren Ordner exportieren</translation>
        </message>
        <message>
            <source>Export</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Export</translation>
        </message>
        <message>
            <source>What is exported</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Was exportiert wird</translation>
        </message>
        <message>
            <source>Links instead of copies, where the disk can: they take no room</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Links statt Kopien, wo die Platte es kann: Sie brauchen keinen Platz</translation>
        </message>
        <message>
            <source>Choose a folder...</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Ordner wählen...</translation>
        </message>
        <message>
            <source>Cancel</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>output</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Ausgabe</translation>
        </message>
        <message>
            <source>outputs</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Ausgaben</translation>
        </message>
        <message>
            <source>problem</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Problem</translation>
        </message>
        <message>
            <source>problems</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Probleme</translation>
        </message>
        <message>
            <source>{n} of them were read by a verification before</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>{n} davon hat eine frühere Prüfung gelesen</translation>
        </message>
        <message>
            <source>What is said above is not in the files yet.</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Was oben gesagt ist, steht noch nicht in den Dateien.</translation>
        </message>
        <message>
            <source>Verified: {outputs}, {problems}</source>
            <extracomment>curator_gui/ui/dataset/pages/card_work.py</extracomment>
            <translation>Geprüft: {outputs}, {problems}</translation>
        </message>
        <message>
            <source>Measure</source>
            <extracomment>curator_gui/ui/dataset/pages/distance_table.py</extracomment>
            <translation>Maß</translation>
        </message>
        <message>
            <source>alike</source>
            <extracomment>curator_gui/ui/dataset/pages/distance_table.py</extracomment>
            <translation>gleich</translation>
        </message>
        <message>
            <source>apart</source>
            <extracomment>curator_gui/ui/dataset/pages/distance_table.py</extracomment>
            <translation>getrennt</translation>
        </message>
        <message numerus="yes">
            <source>{n} groups only</source>
            <extracomment>curator_gui/ui/dataset/pages/distance_table.py</extracomment>
            <translation>
                <numerusform>nur {n} Gruppe</numerusform>
                <numerusform>nur {n} Gruppen</numerusform>
            </translation>
        </message>
        <message>
            <source>How far the parts lie from the first</source>
            <extracomment>curator_gui/ui/dataset/pages/distance_table.py</extracomment>
            <translation>Wie weit die Teile vom ersten liegen</translation>
        </message>
        <message>
            <source>group only</source>
            <extracomment>curator_gui/ui/dataset/pages/distance_table.py</extracomment>
            <translation>Gruppe nur</translation>
        </message>
        <message>
            <source>groups only</source>
            <extracomment>curator_gui/ui/dataset/pages/distance_table.py</extracomment>
            <translation>Gruppen nur</translation>
        </message>
        <message>
            <source>to {part}</source>
            <extracomment>curator_gui/ui/dataset/pages/distance_table.py</extracomment>
            <translation>zu {part}</translation>
        </message>
        <message numerus="yes">
            <source>{n} items</source>
            <extracomment>curator_gui/ui/dataset/pages/export_choice.py</extracomment>
            <translation>
                <numerusform>{n} Element</numerusform>
                <numerusform>{n} Elemente</numerusform>
            </translation>
        </message>
        <message>
            <source>All items</source>
            <extracomment>curator_gui/ui/dataset/pages/export_choice.py</extracomment>
            <translation>Alle Elemente</translation>
        </message>
        <message>
            <source>All but those left out</source>
            <extracomment>curator_gui/ui/dataset/pages/export_choice.py</extracomment>
            <translation>Alle außer den weggelassenen</translation>
        </message>
        <message>
            <source>The selection</source>
            <extracomment>curator_gui/ui/dataset/pages/export_choice.py</extracomment>
            <translation>Die Auswahl</translation>
        </message>
        <message>
            <source>What is shown</source>
            <extracomment>curator_gui/ui/dataset/pages/export_choice.py</extracomment>
            <translation>Was gezeigt wird</translation>
        </message>
        <message>
            <source>Saved view {name}</source>
            <extracomment>curator_gui/ui/dataset/pages/export_choice.py</extracomment>
            <translation>Gemerkte Ansicht {name}</translation>
        </message>
        <message>
            <source>item</source>
            <extracomment>curator_gui/ui/dataset/pages/export_choice.py</extracomment>
            <translation>Element</translation>
        </message>
        <message>
            <source>items</source>
            <extracomment>curator_gui/ui/dataset/pages/export_choice.py</extracomment>
            <translation>Elemente</translation>
        </message>
        <message>
            <source>One XYZ file for each part</source>
            <extracomment>curator_gui/ui/dataset/pages/export_choice.py</extracomment>
            <translation>Eine XYZ-Datei je Teil</translation>
        </message>
        <message>
            <source>Part {name}</source>
            <extracomment>curator_gui/ui/dataset/pages/export_choice.py</extracomment>
            <translation>Teil {name}</translation>
        </message>
        <message>
            <source>Saved views: {why}</source>
            <extracomment>curator_gui/ui/dataset/pages/export_choice.py</extracomment>
            <translation>Gemerkte Ansichten: {why}</translation>
        </message>
        <message>
            <source>Along {axis}: this item's folder in orange</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Entlang {axis}: der Ordner dieses Elements in Orange</translation>
        </message>
        <message>
            <source>lowest</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>kleinster</translation>
        </message>
        <message>
            <source>The item before</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Das Element davor</translation>
        </message>
        <message>
            <source>The next item</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Das nächste Element</translation>
        </message>
        <message>
            <source>Show file</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Datei zeigen</translation>
        </message>
        <message>
            <source>Back to the items</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Zurück zu den Elementen</translation>
        </message>
        <message>
            <source>The steps around it</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Die Schritte darum</translation>
        </message>
        <message>
            <source>Nearest items</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Nächste Elemente</translation>
        </message>
        <message>
            <source>Value</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Wert</translation>
        </message>
        <message>
            <source>Unit</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Einheit</translation>
        </message>
        <message>
            <source>Spreads</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Streuungen</translation>
        </message>
        <message>
            <source>Lower are</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Darunter</translation>
        </message>
        <message>
            <source>Its measures</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Seine Maße</translation>
        </message>
        <message>
            <source>Source</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Quelle</translation>
        </message>
        <message>
            <source>Output</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Ausgabe</translation>
        </message>
        <message>
            <source>Part</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Teil</translation>
        </message>
        <message>
            <source>highest</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>größter</translation>
        </message>
        <message>
            <source>Among all</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Unter allen</translation>
        </message>
        <message>
            <source>orange line: this item; bars: all items</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>orange Linie: dieses Element; Balken: alle Elemente</translation>
        </message>
        <message>
            <source>Nearest items, by all measures</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Nächste Elemente, nach allen Maßen</translation>
        </message>
        <message>
            <source>index {n}</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Index {n}</translation>
        </message>
        <message>
            <source>distance {n}</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>Abstand {n}</translation>
        </message>
        <message>
            <source>{place} of {size}</source>
            <extracomment>curator_gui/ui/dataset/pages/item_page.py</extracomment>
            <translation>{place} von {size}</translation>
        </message>
        <message>
            <source>Shows</source>
            <extracomment>curator_gui/ui/dataset/pages/items_page.py</extracomment>
            <translation>Zeigt</translation>
        </message>
        <message>
            <source>No item fits</source>
            <extracomment>curator_gui/ui/dataset/pages/items_page.py</extracomment>
            <translation>Kein Element passt</translation>
        </message>
        <message>
            <source>All</source>
            <extracomment>curator_gui/ui/dataset/pages/items_page.py</extracomment>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Selected</source>
            <extracomment>curator_gui/ui/dataset/pages/items_page.py</extracomment>
            <translation>Ausgewählte</translation>
        </message>
        <message>
            <source>Smaller pictures</source>
            <extracomment>curator_gui/ui/dataset/pages/items_page.py</extracomment>
            <translation>Kleinere Bilder</translation>
        </message>
        <message>
            <source>Larger pictures</source>
            <extracomment>curator_gui/ui/dataset/pages/items_page.py</extracomment>
            <translation>Größere Bilder</translation>
        </message>
        <message>
            <source>Choose columns</source>
            <extracomment>curator_gui/ui/dataset/pages/items_page.py</extracomment>
            <translation>Spalten wählen</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <extracomment>curator_gui/ui/dataset/pages/items_page.py</extracomment>
            <translation>Filter löschen</translation>
        </message>
        <message>
            <source>Table</source>
            <extracomment>curator_gui/ui/dataset/pages/items_page.py</extracomment>
            <translation>Tabelle</translation>
        </message>
        <message>
            <source>picture</source>
            <extracomment>curator_gui/ui/dataset/pages/items_page.py</extracomment>
            <translation>Bild</translation>
        </message>
        <message>
            <source>{shown} of {all} columns</source>
            <extracomment>curator_gui/ui/dataset/pages/items_page.py</extracomment>
            <translation>{shown} von {all} Spalten</translation>
        </message>
        <message>
            <source>Far from the rest</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Weit vom Rest</translation>
        </message>
        <message>
            <source>Second opinion</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Zweite Meinung</translation>
        </message>
        <message>
            <source>The same twice</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Doppelt vorhanden</translation>
        </message>
        <message>
            <source>Different from the others</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Anders als die anderen</translation>
        </message>
        <message numerus="yes">
            <source>{n} proposals</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>
                <numerusform>{n} Vorschlag</numerusform>
                <numerusform>{n} Vorschläge</numerusform>
            </translation>
        </message>
        <message>
            <source>An isolation forest looks at all measures at once; a million items take 8 s.</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Ein Isolation Forest sieht alle Maße zugleich an; eine Million Elemente brauchen 8 s.</translation>
        </message>
        <message>
            <source>Order</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Reihenfolge</translation>
        </message>
        <message>
            <source>Mend in a step...</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>In einem Schritt beheben...</translation>
        </message>
        <message>
            <source>proposal</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Vorschlag</translation>
        </message>
        <message>
            <source>proposals</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Vorschläge</translation>
        </message>
        <message numerus="yes">
            <source>{n} more proposals</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>
                <numerusform>{n} weiterer Vorschlag</numerusform>
                <numerusform>{n} weitere Vorschläge</numerusform>
            </translation>
        </message>
        <message>
            <source>Ask for a second opinion</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Eine zweite Meinung einholen</translation>
        </message>
        <message>
            <source>this one</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>dieses</translation>
        </message>
        <message>
            <source>farthest first</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>das Fernste zuerst</translation>
        </message>
        <message>
            <source>by index</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>nach Index</translation>
        </message>
        <message>
            <source>Why it is here</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Warum es hier steht</translation>
        </message>
        <message>
            <source>Among all items</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Unter allen Elementen</translation>
        </message>
        <message>
            <source>{proposals} for {items}</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>{proposals} zu {items}</translation>
        </message>
        <message>
            <source>Looking for what stands out...</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Sucht, was auffällt...</translation>
        </message>
        <message>
            <source>more proposal</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>weiterer Vorschlag</translation>
        </message>
        <message>
            <source>more proposals</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>weitere Vorschläge</translation>
        </message>
        <message>
            <source>The second opinion is being made...</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Die zweite Meinung entsteht...</translation>
        </message>
        <message>
            <source>the first of them</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>das erste davon</translation>
        </message>
        <message>
            <source>the step before</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>der Schritt davor</translation>
        </message>
        <message>
            <source>the step after</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>der Schritt danach</translation>
        </message>
        <message>
            <source>Along {axis}: this one in orange</source>
            <extracomment>curator_gui/ui/dataset/pages/proposals_page.py</extracomment>
            <translation>Entlang {axis}: dieses in Orange</translation>
        </message>
        <message numerus="yes">
            <source>{n} items are in no part</source>
            <extracomment>curator_gui/ui/dataset/pages/split_counts.py</extracomment>
            <translation>
                <numerusform>{n} Element ist in keinem Teil</numerusform>
                <numerusform>{n} Elemente sind in keinem Teil</numerusform>
            </translation>
        </message>
        <message>
            <source>item is in no part</source>
            <extracomment>curator_gui/ui/dataset/pages/split_counts.py</extracomment>
            <translation>Element ist in keinem Teil</translation>
        </message>
        <message>
            <source>items are in no part</source>
            <extracomment>curator_gui/ui/dataset/pages/split_counts.py</extracomment>
            <translation>Elemente sind in keinem Teil</translation>
        </message>
        <message numerus="yes">
            <source>{n} groups</source>
            <extracomment>curator_gui/ui/dataset/pages/split_counts.py</extracomment>
            <translation>
                <numerusform>{n} Gruppe</numerusform>
                <numerusform>{n} Gruppen</numerusform>
            </translation>
        </message>
        <message>
            <source>group</source>
            <extracomment>curator_gui/ui/dataset/pages/split_counts.py</extracomment>
            <translation>Gruppe</translation>
        </message>
        <message>
            <source>groups</source>
            <extracomment>curator_gui/ui/dataset/pages/split_counts.py</extracomment>
            <translation>Gruppen</translation>
        </message>
        <message>
            <source>two-sample Kolmogorov-Smirnov distance, 0 alike to 1 apart</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Kolmogorow-Smirnow-Abstand zweier Stichproben, 0 gleich bis 1 getrennt</translation>
        </message>
        <message>
            <source>Move the selection to...</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Auswahl verschieben nach...</translation>
        </message>
        <message>
            <source>Copy</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Apply to the data set</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Auf den Datensatz anwenden</translation>
        </message>
        <message>
            <source>Share for training</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Anteil für das Training</translation>
        </message>
        <message>
            <source>Share for validation</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Anteil für die Validierung</translation>
        </message>
        <message>
            <source>Share for test</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Anteil für den Test</translation>
        </message>
        <message>
            <source>Divide into</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Teilen in</translation>
        </message>
        <message>
            <source>parts by share</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Teile nach Anteil</translation>
        </message>
        <message>
            <source>folds of the same size</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>gleich große Faltungen</translation>
        </message>
        <message>
            <source>Number of folds</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Zahl der Faltungen</translation>
        </message>
        <message>
            <source>Seed</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Startwert</translation>
        </message>
        <message>
            <source>Together</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Zusammen</translation>
        </message>
        <message>
            <source>Even in</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Gleich in</translation>
        </message>
        <message>
            <source>Another seed</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Anderer Startwert</translation>
        </message>
        <message>
            <source>Folds</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Faltungen</translation>
        </message>
        <message>
            <source>Steps in a block</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Schritte je Block</translation>
        </message>
        <message>
            <source>Gap</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Lücke</translation>
        </message>
        <message>
            <source>blocks along the axis</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Blöcke entlang der Achse</translation>
        </message>
        <message>
            <source>no part</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>kein Teil</translation>
        </message>
        <message>
            <source>writing...</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>schreibt...</translation>
        </message>
        <message>
            <source>splitting...</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>teilt auf...</translation>
        </message>
        <message>
            <source>applied</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>angewandt</translation>
        </message>
        <message>
            <source>not applied yet</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>noch nicht angewandt</translation>
        </message>
        <message>
            <source>Steps of a gap</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Schritte der Lücke</translation>
        </message>
        <message>
            <source>How</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Wie</translation>
        </message>
        <message>
            <source>Which gives</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Das ergibt</translation>
        </message>
        <message>
            <source>The same as</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Dasselbe wie</translation>
        </message>
        <message>
            <source>train, validation, test</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Training, Validierung, Test</translation>
        </message>
        <message>
            <source>a group is never in two parts</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>eine Gruppe ist nie in zwei Teilen</translation>
        </message>
        <message>
            <source>what has a part keeps it when more items are added</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>ein Element behält seinen Teil, wenn weitere dazukommen</translation>
        </message>
        <message>
            <source>nothing</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>nichts</translation>
        </message>
        <message>
            <source>The shares have to be numbers, and one above 0</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Die Anteile müssen Zahlen sein, und einer über 0</translation>
        </message>
        <message>
            <source>Select items first</source>
            <extracomment>curator_gui/ui/dataset/pages/split_page.py</extracomment>
            <translation>Zuerst Elemente auswählen</translation>
        </message>
        <message>
            <source>Show</source>
            <extracomment>curator_gui/ui/dataset/pages/split_warnings.py</extracomment>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Even it</source>
            <extracomment>curator_gui/ui/dataset/pages/split_warnings.py</extracomment>
            <translation>Ausgleichen</translation>
        </message>
        <message>
            <source>Leave out the copies</source>
            <extracomment>curator_gui/ui/dataset/pages/split_warnings.py</extracomment>
            <translation>Kopien weglassen</translation>
        </message>
        <message>
            <source>Leak: {what}</source>
            <extracomment>curator_gui/ui/dataset/pages/split_warnings.py</extracomment>
            <translation>Leck: {what}</translation>
        </message>
        <message>
            <source>Shift: {measure} is not spread alike in train and {part} (distance {d}, p {p}). Try another seed or “Even in”.</source>
            <extracomment>curator_gui/ui/dataset/pages/split_warnings.py</extracomment>
            <translation>Verschiebung: {measure} ist in train und {part} nicht gleich verteilt (Abstand {d}, p {p}). Ein anderer Startwert oder „Gleich in“ kann helfen.</translation>
        </message>
        <message numerus="yes">
            <source>{n} groups are few.</source>
            <extracomment>curator_gui/ui/dataset/pages/split_warnings.py</extracomment>
            <translation>
                <numerusform>{n} Gruppe ist wenig.</numerusform>
                <numerusform>{n} Gruppen sind wenige.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} more measures</source>
            <extracomment>curator_gui/ui/dataset/pages/split_warnings.py</extracomment>
            <translation>
                <numerusform>{n} weiteres Maß</numerusform>
                <numerusform>{n} weitere Maße</numerusform>
            </translation>
        </message>
        <message>
            <source>group is few.</source>
            <extracomment>curator_gui/ui/dataset/pages/split_warnings.py</extracomment>
            <translation>Gruppe ist wenig.</translation>
        </message>
        <message>
            <source>groups are few.</source>
            <extracomment>curator_gui/ui/dataset/pages/split_warnings.py</extracomment>
            <translation>Gruppen sind wenige.</translation>
        </message>
        <message>
            <source>more measure</source>
            <extracomment>curator_gui/ui/dataset/pages/split_warnings.py</extracomment>
            <translation>weiteres Maß</translation>
        </message>
        <message>
            <source>more measures</source>
            <extracomment>curator_gui/ui/dataset/pages/split_warnings.py</extracomment>
            <translation>weitere Maße</translation>
        </message>
        <message>
            <source>Select with a lasso</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Mit einem Lasso auswählen</translation>
        </message>
        <message>
            <source>Select with a rectangle</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Mit einem Rechteck auswählen</translation>
        </message>
        <message>
            <source>Zoom; a double click shows all</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Vergrößern; ein Doppelklick zeigt alles</translation>
        </message>
        <message>
            <source>Fit</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Einpassen</translation>
        </message>
        <message>
            <source>Zoom to the selection; to all if nothing is selected</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Auf die Auswahl vergrößern; auf alles, wenn nichts ausgewählt ist</translation>
        </message>
        <message>
            <source>Zoom to the selection</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Auf die Auswahl vergrößern</translation>
        </message>
        <message>
            <source>Plot</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Diagramm</translation>
        </message>
        <message>
            <source>x axis</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>x-Achse</translation>
        </message>
        <message>
            <source>y axis</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>y-Achse</translation>
        </message>
        <message>
            <source>Color</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Farbe</translation>
        </message>
        <message>
            <source>Parallel coordinates</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Parallele Koordinaten</translation>
        </message>
        <message>
            <source>first component, {share} % of the variance</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>erste Komponente, {share} % der Varianz</translation>
        </message>
        <message>
            <source>second, {share} %</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>zweite, {share} %</translation>
        </message>
        <message>
            <source>across: {x}; up: {y}</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>quer: {x}; hoch: {y}</translation>
        </message>
        <message>
            <source>Scatter</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Streudiagramm</translation>
        </message>
        <message>
            <source>Map</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Karte</translation>
        </message>
        <message>
            <source>Parallel</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Parallel</translation>
        </message>
        <message>
            <source>The map is being made...</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Die Karte entsteht...</translation>
        </message>
        <message>
            <source>A map needs two measures that vary</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Eine Karte braucht zwei Maße, die sich ändern</translation>
        </message>
        <message>
            <source>items in a pixel</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Elemente je Bildpunkt</translation>
        </message>
        <message>
            <source>x</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>x</translation>
        </message>
        <message>
            <source>y</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>y</translation>
        </message>
        <message>
            <source>color</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Farbe</translation>
        </message>
        <message>
            <source>Histogram, {measure}</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Histogramm, {measure}</translation>
        </message>
        <message>
            <source>Along {axis}</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>Entlang {axis}</translation>
        </message>
        <message>
            <source>grey points: {n} items alone</source>
            <extracomment>curator_gui/ui/dataset/plots/panel.py</extracomment>
            <translation>graue Punkte: {n} einzelne Elemente</translation>
        </message>
        <message>
            <source>Drag along an axis to select; Shift adds, Alt takes away</source>
            <extracomment>curator_gui/ui/dataset/plots/parallel.py</extracomment>
            <translation>An einer Achse entlang ziehen wählt aus; Umschalt fügt hinzu, Alt nimmt weg</translation>
        </message>
        <message>
            <source>Distributions of the parts</source>
            <extracomment>curator_gui/ui/dataset/plots/part_plots.py</extracomment>
            <translation>Verteilungen der Teile</translation>
        </message>
        <message>
            <source>Fold {number}</source>
            <extracomment>curator_gui/ui/dataset/plots/part_plots.py</extracomment>
            <translation>Faltung {number}</translation>
        </message>
        <message>
            <source>Train</source>
            <extracomment>curator_gui/ui/dataset/plots/part_plots.py</extracomment>
            <translation>Training</translation>
        </message>
        <message>
            <source>Validation</source>
            <extracomment>curator_gui/ui/dataset/plots/part_plots.py</extracomment>
            <translation>Validierung</translation>
        </message>
        <message>
            <source>Test</source>
            <extracomment>curator_gui/ui/dataset/plots/part_plots.py</extracomment>
            <translation>Test</translation>
        </message>
        <message numerus="yes">
            <source>{n} items further out</source>
            <extracomment>curator_gui/ui/dataset/plots/scatter.py</extracomment>
            <translation>
                <numerusform>{n} Element weiter draußen</numerusform>
                <numerusform>{n} Elemente weiter draußen</numerusform>
            </translation>
        </message>
        <message>
            <source>item further out</source>
            <extracomment>curator_gui/ui/dataset/plots/scatter.py</extracomment>
            <translation>Element weiter draußen</translation>
        </message>
        <message>
            <source>items further out</source>
            <extracomment>curator_gui/ui/dataset/plots/scatter.py</extracomment>
            <translation>Elemente weiter draußen</translation>
        </message>
        <message>
            <source>Histogram</source>
            <extracomment>curator_gui/ui/dataset/plots/side_plots.py</extracomment>
            <translation>Histogramm</translation>
        </message>
        <message>
            <source>items, logarithmic</source>
            <extracomment>curator_gui/ui/dataset/plots/side_plots.py</extracomment>
            <translation>Elemente, logarithmisch</translation>
        </message>
        <message>
            <source>Along the axis</source>
            <extracomment>curator_gui/ui/dataset/plots/side_plots.py</extracomment>
            <translation>Entlang der Achse</translation>
        </message>
        <message>
            <source>{measure}, logarithmic</source>
            <extracomment>curator_gui/ui/dataset/plots/side_plots.py</extracomment>
            <translation>{measure}, logarithmisch</translation>
        </message>
        <message>
            <source>usual: within {limit} spreads of the middle</source>
            <extracomment>curator_gui/ui/dataset/plots/strip.py</extracomment>
            <translation>üblich: bis {limit} Streuungen von der Mitte</translation>
        </message>
        <message>
            <source>this one, {value}</source>
            <extracomment>curator_gui/ui/dataset/plots/strip.py</extracomment>
            <translation>dieses, {value}</translation>
        </message>
        <message>
            <source>Exact duplicates</source>
            <extracomment>curator_gui/ui/dataset/side.py</extracomment>
            <translation>Genaue Kopien</translation>
        </message>
        <message>
            <source>Near duplicates</source>
            <extracomment>curator_gui/ui/dataset/side.py</extracomment>
            <translation>Beinahe Kopien</translation>
        </message>
        <message>
            <source>0 everywhere</source>
            <extracomment>curator_gui/ui/dataset/side.py</extracomment>
            <translation>Überall 0</translation>
        </message>
        <message>
            <source>NaN</source>
            <extracomment>curator_gui/ui/dataset/side.py</extracomment>
            <translation>NaN</translation>
        </message>
        <message>
            <source>Fields differ</source>
            <extracomment>curator_gui/ui/dataset/side.py</extracomment>
            <translation>Andere Felder</translation>
        </message>
        <message>
            <source>Small files</source>
            <extracomment>curator_gui/ui/dataset/side.py</extracomment>
            <translation>Kleine Dateien</translation>
        </message>
        <message>
            <source>What to look at</source>
            <extracomment>curator_gui/ui/dataset/side.py</extracomment>
            <translation>Was zu sehen ist</translation>
        </message>
        <message>
            <source>Decisions</source>
            <extracomment>curator_gui/ui/dataset/side.py</extracomment>
            <translation>Entscheidungen</translation>
        </message>
        <message>
            <source>Proposals</source>
            <extracomment>curator_gui/ui/dataset/side.py</extracomment>
            <translation>Vorschläge</translation>
        </message>
        <message>
            <source>Tags</source>
            <extracomment>curator_gui/ui/dataset/side.py</extracomment>
            <translation>Schlagwörter</translation>
        </message>
        <message>
            <source>Data set of which sink</source>
            <extracomment>curator_gui/ui/dataset/sink_choice.py</extracomment>
            <translation>Datensatz welcher Senke</translation>
        </message>
        <message>
            <source>Each sink of the pipeline has a data set of its own</source>
            <extracomment>curator_gui/ui/dataset/sink_choice.py</extracomment>
            <translation>Jede Senke der Pipeline hat einen eigenen Datensatz</translation>
        </message>
        <message>
            <source>A plain limit of 3.5 spreads would name {items}</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>Eine einfache Grenze von 3,5 Streuungen nennt {items}</translation>
        </message>
        <message>
            <source>Read the decisions again</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>Entscheidungen neu lesen</translation>
        </message>
        <message>
            <source>No data set yet</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>Noch kein Datensatz</translation>
        </message>
        <message>
            <source>Run the pipeline; its items appear here. Or open the folder of a data set.</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>Die Pipeline ausführen; ihre Elemente erscheinen hier. Oder den Ordner eines Datensatzes öffnen.</translation>
        </message>
        <message>
            <source>Reading the items...</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>Liest die Elemente...</translation>
        </message>
        <message>
            <source>The data set cannot be read</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>Der Datensatz kann nicht gelesen werden</translation>
        </message>
        <message>
            <source>Split</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>Aufteilung</translation>
        </message>
        <message>
            <source>What is proposed</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>Was vorgeschlagen wird</translation>
        </message>
        <message>
            <source>what stands alone</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>einzeln Stehendes</translation>
        </message>
        <message>
            <source>nothing to undo</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>nichts zurückzunehmen</translation>
        </message>
        <message>
            <source>This run measured nothing: there is nothing to plot or propose.</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>Dieser Lauf hat nichts gemessen: nichts ist zu zeichnen oder vorzuschlagen.</translation>
        </message>
        <message>
            <source>undone: {what}</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>zurückgenommen: {what}</translation>
        </message>
        <message>
            <source>all beyond {n} spreads</source>
            <extracomment>curator_gui/ui/dataset/view.py</extracomment>
            <translation>alle jenseits von {n} Streuungen</translation>
        </message>
        <message>
            <source>Data set</source>
            <extracomment>curator_gui/ui/dataset/workspace.py</extracomment>
            <translation>Datensatz</translation>
        </message>
        <message>
            <source>Open data set</source>
            <extracomment>curator_gui/ui/dataset/workspace.py</extracomment>
            <translation>Datensatz öffnen</translation>
        </message>
        <message>
            <source>Pipelines of physicsnemo-curator (*.yaml *.json)</source>
            <extracomment>curator_gui/ui/files/exporting.py</extracomment>
            <translation>Pipelines von physicsnemo-curator (*.yaml *.json)</translation>
        </message>
        <message>
            <source>Python scripts (*.py)</source>
            <extracomment>curator_gui/ui/files/exporting.py</extracomment>
            <translation>Python-Skripte (*.py)</translation>
        </message>
        <message>
            <source>Copied: {command}</source>
            <extracomment>curator_gui/ui/files/exporting.py</extracomment>
            <translation>Kopiert: {command}</translation>
        </message>
        <message>
            <source>The pipeline cannot be exported yet</source>
            <extracomment>curator_gui/ui/files/exporting.py</extracomment>
            <translation>Die Pipeline kann noch nicht exportiert werden</translation>
        </message>
        <message>
            <source>The script could not be written</source>
            <extracomment>curator_gui/ui/files/exporting.py</extracomment>
            <translation>Das Skript konnte nicht geschrieben werden</translation>
        </message>
        <message>
            <source>Written: {path}</source>
            <extracomment>curator_gui/ui/files/exporting.py</extracomment>
            <translation>Geschrieben: {path}</translation>
        </message>
        <message>
            <source>Pipelines (*.curator.yaml *.yaml *.yml *.json);;All files (*)</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Pipelines (*.curator.yaml *.yaml *.yml *.json);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Add pipelines to the queue</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Pipelines in die Warteschlange stellen</translation>
        </message>
        <message>
            <source>Open a folder of data</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Ordner mit Daten öffnen</translation>
        </message>
        <message>
            <source>Unsaved changes</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Ungespeicherte Änderungen</translation>
        </message>
        <message>
            <source>They are lost otherwise.</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Sonst gehen sie verloren.</translation>
        </message>
        <message>
            <source>Open in another window</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>In einem anderen Fenster geöffnet</translation>
        </message>
        <message>
            <source>It may be busy, or hung. Opened here as well, the document cannot be saved under its own name as long as the other window is there.</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Es ist vielleicht beschäftigt oder hängt. Auch hier geöffnet, kann das Dokument nicht unter seinem Namen gespeichert werden, solange das andere Fenster da ist.</translation>
        </message>
        <message>
            <source>Open anyway</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Trotzdem öffnen</translation>
        </message>
        <message>
            <source>{path} is open in another window. Save under another name, or close it.</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>{path} ist in einem anderen Fenster geöffnet. Speichern Sie unter einem anderen Namen, oder schließen Sie es.</translation>
        </message>
        <message>
            <source>Open pipeline</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Pipeline öffnen</translation>
        </message>
        <message>
            <source>Open files of data</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Dateien mit Daten öffnen</translation>
        </message>
        <message>
            <source>Save as</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Speichern unter</translation>
        </message>
        <message>
            <source>Save the changes to {name}?</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Die Änderungen an {name} speichern?</translation>
        </message>
        <message>
            <source>{name} is open in another window that does not answer.</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>{name} ist in einem anderen Fenster geöffnet, das nicht antwortet.</translation>
        </message>
        <message>
            <source>The document could not be saved</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Das Dokument konnte nicht gespeichert werden</translation>
        </message>
        <message>
            <source>The sample project could not be copied</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Das Beispielprojekt konnte nicht kopiert werden</translation>
        </message>
        <message>
            <source>The document could not be opened</source>
            <extracomment>curator_gui/ui/files/files.py</extracomment>
            <translation>Das Dokument konnte nicht geöffnet werden</translation>
        </message>
        <message>
            <source>There is no path on the clipboard. Copy a folder or file, or its full path.</source>
            <extracomment>curator_gui/ui/files/giving.py</extracomment>
            <translation>In der Zwischenablage ist kein Pfad. Kopieren Sie einen Ordner, eine Datei oder deren vollen Pfad.</translation>
        </message>
        <message>
            <source>This cannot be read</source>
            <extracomment>curator_gui/ui/files/giving.py</extracomment>
            <translation>Das kann nicht gelesen werden</translation>
        </message>
        <message>
            <source>The source is another one now (Ctrl+Z takes it back).</source>
            <extracomment>curator_gui/ui/files/giving.py</extracomment>
            <translation>Die Quelle ist jetzt eine andere (Strg+Z macht es rückgängig).</translation>
        </message>
        <message>
            <source>{n} sources can read what is in here. Choose one; the rest of its form is filled in.</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>{n} Quellen können lesen, was hier ist. Wählen Sie eine; der Rest ihres Formulars wird ausgefüllt.</translation>
        </message>
        <message>
            <source>None of the sources reads such files: {suffixes}.</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Keine Quelle liest solche Dateien: {suffixes}.</translation>
        </message>
        <message numerus="yes">
            <source>{n} files</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>
                <numerusform>{n} Datei</numerusform>
                <numerusform>{n} Dateien</numerusform>
            </translation>
        </message>
        <message>
            <source>Files</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Size</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Größe</translation>
        </message>
        <message>
            <source>First</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Erste</translation>
        </message>
        <message>
            <source>Last</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Letzte</translation>
        </message>
        <message>
            <source>What is in there</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Was darin ist</translation>
        </message>
        <message>
            <source>What was given</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Was gegeben wurde</translation>
        </message>
        <message>
            <source>Another folder...</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Anderer Ordner...</translation>
        </message>
        <message>
            <source>Listing took too long and stopped; the source itself reads all.</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Das Auflisten dauerte zu lange und endete vorzeitig; die Quelle selbst liest alles.</translation>
        </message>
        <message>
            <source>There are no files in here.</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Hier sind keine Dateien.</translation>
        </message>
        <message>
            <source>One source can read what is in here.</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Eine Quelle kann lesen, was hier ist.</translation>
        </message>
        <message>
            <source>in all folders below</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>in allen Ordnern darunter</translation>
        </message>
        <message>
            <source>Left aside: {names} and {n} more</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Beiseitegelassen: {names} und {n} weitere</translation>
        </message>
        <message>
            <source>{n} of {total} files</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>{n} von {total} Dateien</translation>
        </message>
        <message>
            <source>Read</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Lesen</translation>
        </message>
        <message>
            <source>Enter</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Eingabe</translation>
        </message>
        <message>
            <source>Esc</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Esc</translation>
        </message>
        <message>
            <source>Left aside: {names}</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Beiseitegelassen: {names}</translation>
        </message>
        <message>
            <source>{names} could not be listed.</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>{names} konnte nicht aufgelistet werden.</translation>
        </message>
        <message>
            <source>files that fit {pattern}</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Dateien, die zu {pattern} passen</translation>
        </message>
        <message>
            <source>The pattern also fits {more} that you did not give: {names}</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Das Muster passt auch auf {more}, die Sie nicht gegeben haben: {names}</translation>
        </message>
        <message>
            <source>Needs from you: {names}</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>Braucht von Ihnen: {names}</translation>
        </message>
        <message>
            <source>{words} so far</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>bisher {words}</translation>
        </message>
        <message>
            <source>Read {files}</source>
            <extracomment>curator_gui/ui/files/readers_page.py</extracomment>
            <translation>{files} lesen</translation>
        </message>
        <message>
            <source>They are ordinary steps: change, remove or add to them afterwards.</source>
            <extracomment>curator_gui/ui/files/recipes_page.py</extracomment>
            <translation>Es sind gewöhnliche Schritte: sie lassen sich danach ändern, entfernen und ergänzen.</translation>
        </message>
        <message>
            <source>What do you want?</source>
            <extracomment>curator_gui/ui/files/recipes_page.py</extracomment>
            <translation>Was soll es werden?</translation>
        </message>
        <message>
            <source>Write to</source>
            <extracomment>curator_gui/ui/files/recipes_page.py</extracomment>
            <translation>Schreiben nach</translation>
        </message>
        <message>
            <source>Back to the survey</source>
            <extracomment>curator_gui/ui/files/recipes_page.py</extracomment>
            <translation>Zurück zur Übersicht</translation>
        </message>
        <message>
            <source>Make and run</source>
            <extracomment>curator_gui/ui/files/recipes_page.py</extracomment>
            <translation>Anlegen und ausführen</translation>
        </message>
        <message>
            <source>No recipe fits these data</source>
            <extracomment>curator_gui/ui/files/recipes_page.py</extracomment>
            <translation>Kein Rezept passt zu diesen Daten</translation>
        </message>
        <message>
            <source>Fit what you have</source>
            <extracomment>curator_gui/ui/files/recipes_page.py</extracomment>
            <translation>Passen zu den Daten</translation>
        </message>
        <message>
            <source>Which makes these steps</source>
            <extracomment>curator_gui/ui/files/recipes_page.py</extracomment>
            <translation>Daraus werden diese Schritte</translation>
        </message>
        <message>
            <source>Make {steps}</source>
            <extracomment>curator_gui/ui/files/recipes_page.py</extracomment>
            <translation>{steps} anlegen</translation>
        </message>
        <message numerus="yes">
            <source>{n} steps</source>
            <extracomment>curator_gui/ui/files/recipes_page.py</extracomment>
            <translation>
                <numerusform>{n} Schritt</numerusform>
                <numerusform>{n} Schritte</numerusform>
            </translation>
        </message>
        <message>
            <source>Need something else</source>
            <extracomment>curator_gui/ui/files/recipes_page.py</extracomment>
            <translation>Brauchen etwas anderes</translation>
        </message>
        <message>
            <source>Unsaved changes to {name} of {when} were kept after a crash.</source>
            <extracomment>curator_gui/ui/files/recovering.py</extracomment>
            <translation>Ungespeicherte Änderungen an {name} vom {when} wurden nach einem Absturz bewahrt.</translation>
        </message>
        <message>
            <source>Open</source>
            <extracomment>curator_gui/ui/files/recovering.py</extracomment>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Discard</source>
            <extracomment>curator_gui/ui/files/recovering.py</extracomment>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>physicsnemo-curator is installed here. With its own classes, Curator loads it whenever it starts, which takes some seconds.</source>
            <extracomment>curator_gui/ui/files/taking_over.py</extracomment>
            <translation>physicsnemo-curator ist hier installiert. Mit seinen eigenen Klassen lädt Curator es bei jedem Start, was einige Sekunden dauert.</translation>
        </message>
        <message>
            <source>Use Curator's components</source>
            <extracomment>curator_gui/ui/files/taking_over.py</extracomment>
            <translation>Komponenten von Curator verwenden</translation>
        </message>
        <message>
            <source>Use its own classes</source>
            <extracomment>curator_gui/ui/files/taking_over.py</extracomment>
            <translation>Seine eigenen Klassen verwenden</translation>
        </message>
        <message>
            <source>The add-on could not be written</source>
            <extracomment>curator_gui/ui/files/taking_over.py</extracomment>
            <translation>Die Erweiterung konnte nicht geschrieben werden</translation>
        </message>
        <message>
            <source>{items} of {source}</source>
            <extracomment>curator_gui/ui/files/wanting.py</extracomment>
            <translation>{items} aus {source}</translation>
        </message>
        <message>
            <source>make {recipe}</source>
            <extracomment>curator_gui/ui/files/wanting.py</extracomment>
            <translation>{recipe} anlegen</translation>
        </message>
        <message>
            <source>there are {low} to {high}</source>
            <extracomment>curator_gui/ui/forms/axis_range.py</extracomment>
            <translation>es gibt {low} bis {high}</translation>
        </message>
        <message>
            <source>{low} and {high}</source>
            <extracomment>curator_gui/ui/forms/axis_range.py</extracomment>
            <translation>{low} und {high}</translation>
        </message>
        <message>
            <source>Choose {name}</source>
            <extracomment>curator_gui/ui/forms/context.py</extracomment>
            <translation>{name} wählen</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <extracomment>curator_gui/ui/forms/context.py</extracomment>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>those in folders below, too</source>
            <extracomment>curator_gui/ui/forms/editors.py</extracomment>
            <translation>auch die in Ordnern darunter</translation>
        </message>
        <message>
            <source>yes</source>
            <extracomment>curator_gui/ui/forms/editors.py</extracomment>
            <translation>ja</translation>
        </message>
        <message>
            <source>all cores</source>
            <extracomment>curator_gui/ui/forms/editors.py</extracomment>
            <translation>alle Kerne</translation>
        </message>
        <message>
            <source>required</source>
            <extracomment>curator_gui/ui/forms/editors.py</extracomment>
            <translation>erforderlich</translation>
        </message>
        <message>
            <source>not set</source>
            <extracomment>curator_gui/ui/forms/editors.py</extracomment>
            <translation>ohne</translation>
        </message>
        <message>
            <source>separated by commas</source>
            <extracomment>curator_gui/ui/forms/editors.py</extracomment>
            <translation>durch Kommas getrennt</translation>
        </message>
        <message>
            <source>, or nothing</source>
            <extracomment>curator_gui/ui/forms/editors.py</extracomment>
            <translation>, oder nichts</translation>
        </message>
        <message>
            <source>choose</source>
            <extracomment>curator_gui/ui/forms/editors.py</extracomment>
            <translation>wählen</translation>
        </message>
        <message>
            <source>for example {name}</source>
            <extracomment>curator_gui/ui/forms/editors.py</extracomment>
            <translation>zum Beispiel {name}</translation>
        </message>
        <message>
            <source>{value} (not offered)</source>
            <extracomment>curator_gui/ui/forms/editors.py</extracomment>
            <translation>{value} (nicht im Angebot)</translation>
        </message>
        <message>
            <source>Workers</source>
            <extracomment>curator_gui/ui/forms/field_row.py</extracomment>
            <translation>Worker</translation>
        </message>
        <message>
            <source>If one fails</source>
            <extracomment>curator_gui/ui/forms/field_row.py</extracomment>
            <translation>Bei Fehlern</translation>
        </message>
        <message>
            <source>Memory-map above</source>
            <extracomment>curator_gui/ui/forms/field_row.py</extracomment>
            <translation>Memmap ab</translation>
        </message>
        <message>
            <source>Subfolders</source>
            <extracomment>curator_gui/ui/forms/field_row.py</extracomment>
            <translation>Unterordner</translation>
        </message>
        <message>
            <source>If it is missing</source>
            <extracomment>curator_gui/ui/forms/field_row.py</extracomment>
            <translation>Wenn es fehlt</translation>
        </message>
        <message>
            <source>Names begin with</source>
            <extracomment>curator_gui/ui/forms/field_row.py</extracomment>
            <translation>Namen beginnen mit</translation>
        </message>
        <message>
            <source>Undo the scaling</source>
            <extracomment>curator_gui/ui/forms/field_row.py</extracomment>
            <translation>Skalierung zurücknehmen</translation>
        </message>
        <message>
            <source>At most per step</source>
            <extracomment>curator_gui/ui/forms/field_row.py</extracomment>
            <translation>Höchstens je Schritt</translation>
        </message>
        <message>
            <source>Clear</source>
            <extracomment>curator_gui/ui/forms/field_row.py</extracomment>
            <translation>Leeren</translation>
        </message>
        <message>
            <source>Back to the {default}</source>
            <extracomment>curator_gui/ui/forms/field_row.py</extracomment>
            <translation>Zurücksetzen ({default})</translation>
        </message>
        <message>
            <source>{problem}; {value} stays in use</source>
            <extracomment>curator_gui/ui/forms/field_row.py</extracomment>
            <translation>{problem}; {value} gilt weiter</translation>
        </message>
        <message>
            <source>a click adds a row, another takes it away</source>
            <extracomment>curator_gui/ui/forms/named_table.py</extracomment>
            <translation>ein Klick fügt eine Zeile hinzu, ein weiterer nimmt sie weg</translation>
        </message>
        <message>
            <source>Field</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>Feld</translation>
        </message>
        <message>
            <source>Variable</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>Variable</translation>
        </message>
        <message>
            <source>Dimension</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>Dimension</translation>
        </message>
        <message>
            <source>Level</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>Stufe</translation>
        </message>
        <message>
            <source>Time</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>Block</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>Block</translation>
        </message>
        <message>
            <source>Patch</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>Randstück</translation>
        </message>
        <message>
            <source>Element</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>Element</translation>
        </message>
        <message>
            <source>Property</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>Eigenschaft</translation>
        </message>
        <message>
            <source>no field reaches this step</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>diesen Schritt erreicht kein Feld</translation>
        </message>
        <message>
            <source>nothing on cells reaches this step</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>diesen Schritt erreicht nichts auf Zellen</translation>
        </message>
        <message>
            <source>nothing on points reaches this step</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>diesen Schritt erreicht nichts auf Punkten</translation>
        </message>
        <message>
            <source>no variable reaches this step</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>diesen Schritt erreicht keine Variable</translation>
        </message>
        <message>
            <source>no property reaches this step</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>diesen Schritt erreicht keine Eigenschaft</translation>
        </message>
        <message>
            <source>↑↓ move   Space take   Enter take and close   * all that fit</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>↑↓ bewegen   Leertaste nehmen   Eingabe nehmen und schließen   * alle passenden</translation>
        </message>
        <message>
            <source>all that are there</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>alle, die da sind</translation>
        </message>
        <message>
            <source>from {looked} of {size}</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>{looked} von {size} angesehen</translation>
        </message>
        <message>
            <source>Remove {name}</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>{name} entfernen</translation>
        </message>
        <message>
            <source>fits {names}</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>passt auf {names}</translation>
        </message>
        <message>
            <source>pattern</source>
            <extracomment>curator_gui/ui/forms/names_editor.py</extracomment>
            <translation>Muster</translation>
        </message>
        <message>
            <source>all</source>
            <extracomment>curator_gui/ui/forms/offer_table.py</extracomment>
            <translation>alle</translation>
        </message>
        <message>
            <source>Where</source>
            <extracomment>curator_gui/ui/forms/offer_table.py</extracomment>
            <translation>Wo</translation>
        </message>
        <message>
            <source>Type</source>
            <extracomment>curator_gui/ui/forms/offer_table.py</extracomment>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Range</source>
            <extracomment>curator_gui/ui/forms/offer_table.py</extracomment>
            <translation>Bereich</translation>
        </message>
        <message>
            <source>In</source>
            <extracomment>curator_gui/ui/forms/offer_table.py</extracomment>
            <translation>In</translation>
        </message>
        <message>
            <source>Values</source>
            <extracomment>curator_gui/ui/forms/offer_table.py</extracomment>
            <translation>Werte</translation>
        </message>
        <message>
            <source>taken</source>
            <extracomment>curator_gui/ui/forms/offer_table.py</extracomment>
            <translation>genommen</translation>
        </message>
        <message>
            <source>not taken</source>
            <extracomment>curator_gui/ui/forms/offer_table.py</extracomment>
            <translation>nicht genommen</translation>
        </message>
        <message>
            <source>{n} of {all}</source>
            <extracomment>curator_gui/ui/forms/offer_table.py</extracomment>
            <translation>{n} von {all}</translation>
        </message>
        <message>
            <source>More: {names}</source>
            <extracomment>curator_gui/ui/forms/param_form.py</extracomment>
            <translation>Mehr: {names}</translation>
        </message>
        <message>
            <source>one path per line</source>
            <extracomment>curator_gui/ui/forms/path_editors.py</extracomment>
            <translation>ein Pfad pro Zeile</translation>
        </message>
        <message>
            <source>Add...</source>
            <extracomment>curator_gui/ui/forms/path_editors.py</extracomment>
            <translation>Hinzufügen...</translation>
        </message>
        <message>
            <source>Drag a handle; with the keyboard: Left, Right, and Up or Down for it</source>
            <extracomment>curator_gui/ui/forms/range_slider.py</extracomment>
            <translation>Einen Griff ziehen; mit der Tastatur: Links, Rechts, und mit Auf oder Ab den anderen Griff</translation>
        </message>
        <message>
            <source>Turns folders of simulation results into data sets for machine learning.</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Macht aus Ordnern voller Simulationsergebnisse Datensätze für maschinelles Lernen.</translation>
        </message>
        <message>
            <source>Apache-2.0. Icons: Lucide (ISC). Qt: LGPL-3.0.</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Apache-2.0. Symbole: Lucide (ISC). Qt: LGPL-3.0.</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>About Curator</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Über Curator</translation>
        </message>
        <message>
            <source>Licenses</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Lizenzen</translation>
        </message>
        <message>
            <source>Choose the step above or below</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Den Schritt darüber oder darunter wählen</translation>
        </message>
        <message>
            <source>Up, Down</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Auf, Ab</translation>
        </message>
        <message>
            <source>Edit the chosen step</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Den gewählten Schritt bearbeiten</translation>
        </message>
        <message>
            <source>Disable or enable the chosen step</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Den gewählten Schritt aus- oder einschalten</translation>
        </message>
        <message>
            <source>Space</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Leertaste</translation>
        </message>
        <message>
            <source>Switch to a view</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Zu einer Ansicht wechseln</translation>
        </message>
        <message>
            <source>Ctrl+1, Ctrl+2, ...</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Strg+1, Strg+2, ...</translation>
        </message>
        <message>
            <source>Command</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>Key</source>
            <extracomment>curator_gui/ui/help/help_dialogs.py</extracomment>
            <translation>Taste</translation>
        </message>
        <message>
            <source>Next</source>
            <extracomment>curator_gui/ui/help/tour.py</extracomment>
            <translation>Weiter</translation>
        </message>
        <message>
            <source>Skip the tour</source>
            <extracomment>curator_gui/ui/help/tour.py</extracomment>
            <translation>Rundgang überspringen</translation>
        </message>
        <message>
            <source>Done</source>
            <extracomment>curator_gui/ui/help/tour.py</extracomment>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>{number} of {count}</source>
            <extracomment>curator_gui/ui/help/tour.py</extracomment>
            <translation>{number} von {count}</translation>
        </message>
        <message>
            <source>From results to a data set</source>
            <extracomment>curator_gui/ui/help/tour_steps.py</extracomment>
            <translation>Von Ergebnissen zum Datensatz</translation>
        </message>
        <message>
            <source>Give Curator a folder of simulation results: drop it anywhere in the window, or open a sample project to look around first. Samples are copied, so nothing can be spoiled.</source>
            <extracomment>curator_gui/ui/help/tour_steps.py</extracomment>
            <translation>Geben Sie Curator einen Ordner mit Simulationsergebnissen: Ziehen Sie ihn irgendwo auf das Fenster, oder öffnen Sie zum Umsehen ein Beispielprojekt. Beispiele werden kopiert, es kann also nichts verdorben werden.</translation>
        </message>
        <message>
            <source>A pipeline of steps</source>
            <extracomment>curator_gui/ui/help/tour_steps.py</extracomment>
            <translation>Eine Pipeline aus Schritten</translation>
        </message>
        <message>
            <source>The source on top reads items, filters change them or leave them out, the sink writes them. Click a card to see its settings.</source>
            <extracomment>curator_gui/ui/help/tour_steps.py</extracomment>
            <translation>Die Quelle oben liest Elemente, Filter ändern sie oder lassen sie weg, die Senke schreibt sie. Klicken Sie eine Karte an, um ihre Einstellungen zu sehen.</translation>
        </message>
        <message>
            <source>Look before you run</source>
            <extracomment>curator_gui/ui/help/tour_steps.py</extracomment>
            <translation>Erst ansehen, dann starten</translation>
        </message>
        <message>
            <source>Preview takes one item through the steps and shows it before and after each of them. Nothing is written.</source>
            <extracomment>curator_gui/ui/help/tour_steps.py</extracomment>
            <translation>Die Vorschau führt ein Element durch die Schritte und zeigt es vor und nach jedem. Geschrieben wird nichts.</translation>
        </message>
        <message>
            <source>Plan, then run</source>
            <extracomment>curator_gui/ui/help/tour_steps.py</extracomment>
            <translation>Planen, dann starten</translation>
        </message>
        <message>
            <source>Plan says what will run, what is skipped and why, and how long it may take. Run (F5) works in processes of their own: an item that fails costs no other.</source>
            <extracomment>curator_gui/ui/help/tour_steps.py</extracomment>
            <translation>Der Plan sagt, was laufen wird, was ausgelassen wird und warum, und wie lange es dauern kann. Der Lauf (F5) arbeitet in eigenen Prozessen: Ein Element, das scheitert, kostet kein anderes.</translation>
        </message>
        <message>
            <source>What came of every item</source>
            <extracomment>curator_gui/ui/help/tour_steps.py</extracomment>
            <translation>Was aus jedem Element wurde</translation>
        </message>
        <message>
            <source>Results has a row for each: its files, or exactly why there are none. F1 explains whatever has the keyboard, and the manual is in the Help menu.</source>
            <extracomment>curator_gui/ui/help/tour_steps.py</extracomment>
            <translation>Die Ergebnisse haben für jedes eine Zeile: seine Dateien, oder genau, warum es keine gibt. F1 erklärt, was gerade die Tastatur hat; das Handbuch steht im Menü Hilfe.</translation>
        </message>
        <message>
            <source>Curator manual</source>
            <extracomment>curator_gui/ui/help/window.py</extracomment>
            <translation>Curator-Handbuch</translation>
        </message>
        <message>
            <source>No page has all these words.</source>
            <extracomment>curator_gui/ui/help/window.py</extracomment>
            <translation>Keine Seite enthält alle diese Wörter.</translation>
        </message>
        <message>
            <source>Search (Ctrl+F)</source>
            <extracomment>curator_gui/ui/help/window.py</extracomment>
            <translation>Suchen (Strg+F)</translation>
        </message>
        <message>
            <source>Search in the manual</source>
            <extracomment>curator_gui/ui/help/window.py</extracomment>
            <translation>Im Handbuch suchen</translation>
        </message>
        <message>
            <source>Pages of the manual</source>
            <extracomment>curator_gui/ui/help/window.py</extracomment>
            <translation>Seiten des Handbuchs</translation>
        </message>
        <message>
            <source>Back</source>
            <extracomment>curator_gui/ui/help/window.py</extracomment>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Back to the page before (Alt+Left)</source>
            <extracomment>curator_gui/ui/help/window.py</extracomment>
            <translation>Zurück zur vorigen Seite (Alt+Links)</translation>
        </message>
        <message>
            <source>Page of the manual</source>
            <extracomment>curator_gui/ui/help/window.py</extracomment>
            <translation>Seite des Handbuchs</translation>
        </message>
        <message>
            <source>All levels</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Alle Stufen</translation>
        </message>
        <message>
            <source>Info and above</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Ab Info</translation>
        </message>
        <message>
            <source>Warnings and errors</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Warnungen und Fehler</translation>
        </message>
        <message>
            <source>Errors</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Fehler</translation>
        </message>
        <message numerus="yes">
            <source>{n} earlier lines are not kept</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>
                <numerusform>{n} frühere Zeile ist nicht mehr da</numerusform>
                <numerusform>{n} frühere Zeilen sind nicht mehr da</numerusform>
            </translation>
        </message>
        <message>
            <source>What the workers print, and what happens to them, appears here.</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Hier erscheint, was die Worker ausgeben und was mit ihnen geschieht.</translation>
        </message>
        <message>
            <source>Log lines</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Protokollzeilen</translation>
        </message>
        <message>
            <source>Log</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Search in the log</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Im Protokoll suchen</translation>
        </message>
        <message>
            <source>Follow</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Mitlaufen</translation>
        </message>
        <message>
            <source>Keep the newest line in sight</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Die neueste Zeile im Blick behalten</translation>
        </message>
        <message>
            <source>Copy the selected lines, or all</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Die ausgewählten Zeilen kopieren, sonst alle</translation>
        </message>
        <message>
            <source>Copy lines</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Zeilen kopieren</translation>
        </message>
        <message>
            <source>All workers</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Alle Worker</translation>
        </message>
        <message>
            <source>Engine</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Laufsteuerung</translation>
        </message>
        <message>
            <source>Least level</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Mindeststufe</translation>
        </message>
        <message>
            <source>Worker</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Worker</translation>
        </message>
        <message>
            <source>Search</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Nothing logged yet</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Noch nichts protokolliert</translation>
        </message>
        <message>
            <source>Worker {n}</source>
            <extracomment>curator_gui/ui/log/view.py</extracomment>
            <translation>Worker {n}</translation>
        </message>
        <message>
            <source>Settled</source>
            <extracomment>curator_gui/ui/monitor/figures.py</extracomment>
            <translation>Erledigt</translation>
        </message>
        <message>
            <source>Failed</source>
            <extracomment>curator_gui/ui/monitor/figures.py</extracomment>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Data</source>
            <extracomment>curator_gui/ui/monitor/figures.py</extracomment>
            <translation>Daten</translation>
        </message>
        <message>
            <source>Elapsed</source>
            <extracomment>curator_gui/ui/monitor/figures.py</extracomment>
            <translation>Vergangen</translation>
        </message>
        <message>
            <source>Left</source>
            <extracomment>curator_gui/ui/monitor/figures.py</extracomment>
            <translation>Rest</translation>
        </message>
        <message>
            <source>Time per step</source>
            <extracomment>curator_gui/ui/monitor/figures.py</extracomment>
            <translation>Zeit je Schritt</translation>
        </message>
        <message>
            <source>{n} of {total}</source>
            <extracomment>curator_gui/ui/monitor/figures.py</extracomment>
            <translation>{n} / {total}</translation>
        </message>
        <message>
            <source>Slowest:</source>
            <extracomment>curator_gui/ui/monitor/figures.py</extracomment>
            <translation>Langsamste:</translation>
        </message>
        <message>
            <source>Not running</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Kein Lauf</translation>
        </message>
        <message>
            <source>Starting...</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Startet...</translation>
        </message>
        <message>
            <source>Running</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Pausing after the current indices...</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Pause nach den laufenden Indizes...</translation>
        </message>
        <message>
            <source>Paused</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Pausiert</translation>
        </message>
        <message>
            <source>Stopping after the current indices...</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Stopp nach den laufenden Indizes...</translation>
        </message>
        <message>
            <source>Stopping...</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Stoppt...</translation>
        </message>
        <message>
            <source>Finished</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Abgeschlossen</translation>
        </message>
        <message>
            <source>Stopped</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Gestoppt</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Unterbrochen</translation>
        </message>
        <message>
            <source>pass {number} of {of}: {name} gathers</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Durchgang {number} von {of}: {name} sammelt</translation>
        </message>
        <message numerus="yes">
            <source>{n} workers</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>
                <numerusform>{n} Worker</numerusform>
                <numerusform>{n} Worker</numerusform>
            </translation>
        </message>
        <message>
            <source>{low} to {high}</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>{low} bis {high}</translation>
        </message>
        <message>
            <source>Run</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Ausführen</translation>
        </message>
        <message>
            <source>Back to this document</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Zurück zu diesem Dokument</translation>
        </message>
        <message>
            <source>Show the last run of the document that is open</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>Den letzten Lauf des geöffneten Dokuments zeigen</translation>
        </message>
        <message>
            <source>{time} left</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>noch {time}</translation>
        </message>
        <message>
            <source>about {time}</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>etwa {time}</translation>
        </message>
        <message>
            <source>up to {time}</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>bis zu {time}</translation>
        </message>
        <message>
            <source>in {time}</source>
            <extracomment>curator_gui/ui/monitor/run_bar.py</extracomment>
            <translation>in {time}</translation>
        </message>
        <message>
            <source>State of the run</source>
            <extracomment>curator_gui/ui/monitor/status_line.py</extracomment>
            <translation>Zustand des Laufs</translation>
        </message>
        <message>
            <source>No run yet</source>
            <extracomment>curator_gui/ui/monitor/view.py</extracomment>
            <translation>Noch kein Lauf</translation>
        </message>
        <message>
            <source>Throughput, what each worker does, step times and durations appear here.</source>
            <extracomment>curator_gui/ui/monitor/view.py</extracomment>
            <translation>Hier erscheinen Durchsatz, Tätigkeit jedes Workers, Zeiten der Schritte und Dauern.</translation>
        </message>
        <message>
            <source>Monitor</source>
            <extracomment>curator_gui/ui/monitor/view.py</extracomment>
            <translation>Monitor</translation>
        </message>
        <message>
            <source>; 95 % of the indices take less than {time}</source>
            <extracomment>curator_gui/ui/monitor/view.py</extracomment>
            <translation>; 95 % der Indizes brauchen weniger als {time}</translation>
        </message>
        <message>
            <source>Items per second</source>
            <extracomment>curator_gui/ui/monitor/view.py</extracomment>
            <translation>Elemente pro Sekunde</translation>
        </message>
        <message>
            <source>Data written per second</source>
            <extracomment>curator_gui/ui/monitor/view.py</extracomment>
            <translation>Geschriebene Daten pro Sekunde</translation>
        </message>
        <message>
            <source>What the workers did</source>
            <extracomment>curator_gui/ui/monitor/view.py</extracomment>
            <translation>Was die Worker taten</translation>
        </message>
        <message>
            <source>Durations of the indices</source>
            <extracomment>curator_gui/ui/monitor/view.py</extracomment>
            <translation>Dauern der Indizes</translation>
        </message>
        <message>
            <source>worker {worker} has been busy with index {index} for {time}</source>
            <extracomment>curator_gui/ui/monitor/view.py</extracomment>
            <translation>Worker {worker} arbeitet seit {time} an Index {index}</translation>
        </message>
        <message>
            <source> and {n} more</source>
            <extracomment>curator_gui/ui/monitor/view.py</extracomment>
            <translation> und {n} weitere</translation>
        </message>
        <message>
            <source>Stalled: </source>
            <extracomment>curator_gui/ui/monitor/view.py</extracomment>
            <translation>Hängt: </translation>
        </message>
        <message>
            <source>Number of workers</source>
            <extracomment>curator_gui/ui/monitor/worker_count.py</extracomment>
            <translation>Anzahl der Worker</translation>
        </message>
        <message>
            <source>Workers of this run: more join in, and those that are too many end what they have in hand first</source>
            <extracomment>curator_gui/ui/monitor/worker_count.py</extracomment>
            <translation>Worker dieses Laufs: mehr kommen dazu; die zu viel sind, beenden erst, was sie in Arbeit haben</translation>
        </message>
        <message>
            <source>Now</source>
            <extracomment>curator_gui/ui/monitor/workers.py</extracomment>
            <translation>Jetzt</translation>
        </message>
        <message>
            <source>Memory</source>
            <extracomment>curator_gui/ui/monitor/workers.py</extracomment>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>CPU</source>
            <extracomment>curator_gui/ui/monitor/workers.py</extracomment>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Restarts</source>
            <extracomment>curator_gui/ui/monitor/workers.py</extracomment>
            <translation>Neustarts</translation>
        </message>
        <message>
            <source>Number of the worker; it stays when its process is replaced</source>
            <extracomment>curator_gui/ui/monitor/workers.py</extracomment>
            <translation>Nummer des Workers; sie bleibt, wenn sein Prozess ersetzt wird</translation>
        </message>
        <message>
            <source>Index that it works on, and for how long</source>
            <extracomment>curator_gui/ui/monitor/workers.py</extracomment>
            <translation>Index, an dem er arbeitet, und seit wann</translation>
        </message>
        <message>
            <source>Resident memory of its process</source>
            <extracomment>curator_gui/ui/monitor/workers.py</extracomment>
            <translation>Arbeitsspeicher seines Prozesses</translation>
        </message>
        <message>
            <source>Processor time, in percent of one core</source>
            <extracomment>curator_gui/ui/monitor/workers.py</extracomment>
            <translation>Prozessorzeit in Prozent eines Kerns</translation>
        </message>
        <message>
            <source>Indices finished</source>
            <extracomment>curator_gui/ui/monitor/workers.py</extracomment>
            <translation>Abgeschlossene Indizes</translation>
        </message>
        <message>
            <source>Indices given up</source>
            <extracomment>curator_gui/ui/monitor/workers.py</extracomment>
            <translation>Aufgegebene Indizes</translation>
        </message>
        <message>
            <source>How often its process was replaced, and why the last time</source>
            <extracomment>curator_gui/ui/monitor/workers.py</extracomment>
            <translation>Wie oft sein Prozess ersetzt wurde und warum zuletzt</translation>
        </message>
        <message>
            <source>Waiting for a worker and asking it; a job may queue for a while.</source>
            <extracomment>curator_gui/ui/options/cluster.py</extracomment>
            <translation>Wartet auf einen Worker und fragt ihn; ein Job kann eine Weile anstehen.</translation>
        </message>
        <message>
            <source>Starts one job, looks whether it has and sees what the run needs, and ends it.</source>
            <extracomment>curator_gui/ui/options/cluster.py</extracomment>
            <translation>Startet einen Job, sieht nach, ob er hat und sieht, was der Lauf braucht, und beendet ihn.</translation>
        </message>
        <message>
            <source>Stop trying</source>
            <extracomment>curator_gui/ui/options/cluster.py</extracomment>
            <translation>Versuch beenden</translation>
        </message>
        <message>
            <source>Try the cluster</source>
            <extracomment>curator_gui/ui/options/cluster.py</extracomment>
            <translation>Cluster probieren</translation>
        </message>
        <message>
            <source>{chosen} of {items}</source>
            <extracomment>curator_gui/ui/options/page.py</extracomment>
            <translation>{chosen} / {items}</translation>
        </message>
        <message>
            <source>Run options</source>
            <extracomment>curator_gui/ui/options/page.py</extracomment>
            <translation>Laufoptionen</translation>
        </message>
        <message>
            <source>Options of {backend}</source>
            <extracomment>curator_gui/ui/options/page.py</extracomment>
            <translation>Optionen von {backend}</translation>
        </message>
        <message>
            <source>{backend} has no options of its own</source>
            <extracomment>curator_gui/ui/options/page.py</extracomment>
            <translation>{backend} hat keine eigenen Optionen</translation>
        </message>
        <message>
            <source>All {backend} options</source>
            <extracomment>curator_gui/ui/options/panel.py</extracomment>
            <translation>Alle Optionen von {backend}</translation>
        </message>
        <message>
            <source> ({n} set)</source>
            <extracomment>curator_gui/ui/options/panel.py</extracomment>
            <translation> ({n} gesetzt)</translation>
        </message>
        <message>
            <source>Options of your own; a preset replaces workers, threads, priority and batches.</source>
            <extracomment>curator_gui/ui/options/presets.py</extracomment>
            <translation>Eigene Optionen; eine Voreinstellung ersetzt Worker, Threads, Priorität und Batches.</translation>
        </message>
        <message>
            <source>Preset</source>
            <extracomment>curator_gui/ui/options/presets.py</extracomment>
            <translation>Voreinstellung</translation>
        </message>
        <message>
            <source>Custom</source>
            <extracomment>curator_gui/ui/options/presets.py</extracomment>
            <translation>Eigene</translation>
        </message>
        <message>
            <source>choose preset {name}</source>
            <extracomment>curator_gui/ui/options/presets.py</extracomment>
            <translation>Voreinstellung {name} wählen</translation>
        </message>
        <message>
            <source>This component is not installed here. The step is kept as it is and saved unchanged; install the package that brings it, or delete the step.</source>
            <extracomment>curator_gui/ui/pipeline/build_view.py</extracomment>
            <translation>Diese Komponente ist hier nicht installiert. Der Schritt bleibt, wie er ist, und wird unverändert gespeichert; installieren Sie das Paket, das sie mitbringt, oder löschen Sie den Schritt.</translation>
        </message>
        <message>
            <source>The settings of a step stand here. Choose one on the left, or add one.</source>
            <extracomment>curator_gui/ui/pipeline/build_view.py</extracomment>
            <translation>Hier stehen die Einstellungen eines Schritts. Wählen Sie links einen aus oder fügen Sie einen hinzu.</translation>
        </message>
        <message>
            <source>takes part in runs</source>
            <extracomment>curator_gui/ui/pipeline/build_view.py</extracomment>
            <translation>nimmt an Läufen teil</translation>
        </message>
        <message>
            <source>Steps for a goal, filled with what these data hold</source>
            <extracomment>curator_gui/ui/pipeline/build_view.py</extracomment>
            <translation>Schritte für ein Ziel, gefüllt mit dem, was diese Daten enthalten</translation>
        </message>
        <message>
            <source>This step has nothing to set.</source>
            <extracomment>curator_gui/ui/pipeline/build_view.py</extracomment>
            <translation>An diesem Schritt ist nichts einzustellen.</translation>
        </message>
        <message>
            <source>Sink</source>
            <extracomment>curator_gui/ui/pipeline/card.py</extracomment>
            <translation>Senke</translation>
        </message>
        <message>
            <source>not installed here</source>
            <extracomment>curator_gui/ui/pipeline/card.py</extracomment>
            <translation>hier nicht installiert</translation>
        </message>
        <message>
            <source>disabled</source>
            <extracomment>curator_gui/ui/pipeline/card.py</extracomment>
            <translation>ausgeschaltet</translation>
        </message>
        <message>
            <source>warning</source>
            <extracomment>curator_gui/ui/pipeline/card.py</extracomment>
            <translation>Warnung</translation>
        </message>
        <message>
            <source>to be set</source>
            <extracomment>curator_gui/ui/pipeline/card.py</extracomment>
            <translation>noch einzustellen</translation>
        </message>
        <message>
            <source>works</source>
            <extracomment>curator_gui/ui/pipeline/card.py</extracomment>
            <translation>funktioniert</translation>
        </message>
        <message>
            <source>incomplete</source>
            <extracomment>curator_gui/ui/pipeline/card.py</extracomment>
            <translation>unvollständig</translation>
        </message>
        <message>
            <source>missing</source>
            <extracomment>curator_gui/ui/pipeline/card.py</extracomment>
            <translation>fehlt</translation>
        </message>
        <message>
            <source>ready</source>
            <extracomment>curator_gui/ui/pipeline/card.py</extracomment>
            <translation>bereit</translation>
        </message>
        <message>
            <source>checking</source>
            <extracomment>curator_gui/ui/pipeline/card.py</extracomment>
            <translation>wird geprüft</translation>
        </message>
        <message>
            <source>failed for some items</source>
            <extracomment>curator_gui/ui/pipeline/card.py</extracomment>
            <translation>bei einigen Elementen fehlgeschlagen</translation>
        </message>
        <message>
            <source> (and {n} more)</source>
            <extracomment>curator_gui/ui/pipeline/card.py</extracomment>
            <translation> (und {n} weitere)</translation>
        </message>
        <message>
            <source>learns its constants in the first pass</source>
            <extracomment>curator_gui/ui/pipeline/card_states.py</extracomment>
            <translation>lernt seine Konstanten im ersten Durchgang</translation>
        </message>
        <message>
            <source>needs {names}</source>
            <extracomment>curator_gui/ui/pipeline/card_states.py</extracomment>
            <translation>braucht {names}</translation>
        </message>
        <message>
            <source>changes nothing in the {looked} looked at</source>
            <extracomment>curator_gui/ui/pipeline/card_states.py</extracomment>
            <translation>ändert nichts an den angesehenen ({looked})</translation>
        </message>
        <message>
            <source>Sources</source>
            <extracomment>curator_gui/ui/pipeline/catalogue.py</extracomment>
            <translation>Quellen</translation>
        </message>
        <message>
            <source>Filters</source>
            <extracomment>curator_gui/ui/pipeline/catalogue.py</extracomment>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Sinks</source>
            <extracomment>curator_gui/ui/pipeline/catalogue.py</extracomment>
            <translation>Senken</translation>
        </message>
        <message>
            <source>Add step</source>
            <extracomment>curator_gui/ui/pipeline/catalogue.py</extracomment>
            <translation>Schritt hinzufügen</translation>
        </message>
        <message>
            <source>Search by name, format or what it does</source>
            <extracomment>curator_gui/ui/pipeline/catalogue.py</extracomment>
            <translation>Nach Name, Format oder Aufgabe suchen</translation>
        </message>
        <message>
            <source>Search the catalogue</source>
            <extracomment>curator_gui/ui/pipeline/catalogue.py</extracomment>
            <translation>Im Katalog suchen</translation>
        </message>
        <message>
            <source>Components</source>
            <extracomment>curator_gui/ui/pipeline/catalogue.py</extracomment>
            <translation>Komponenten</translation>
        </message>
        <message>
            <source>Enter adds behind the chosen step; or drag to a place.</source>
            <extracomment>curator_gui/ui/pipeline/catalogue.py</extracomment>
            <translation>Eingabe fügt hinter dem gewählten Schritt ein; oder an eine Stelle ziehen.</translation>
        </message>
        <message>
            <source>No component has all these words.</source>
            <extracomment>curator_gui/ui/pipeline/catalogue.py</extracomment>
            <translation>Keine Komponente enthält alle diese Wörter.</translation>
        </message>
        <message>
            <source>Gathers numbers and leaves the items as they are.</source>
            <extracomment>curator_gui/ui/pipeline/effect.py</extracomment>
            <translation>Sammelt Zahlen und lässt die Elemente, wie sie sind.</translation>
        </message>
        <message>
            <source>Learns its constants in the first pass of a run, and changes nothing before.</source>
            <extracomment>curator_gui/ui/pipeline/effect.py</extracomment>
            <translation>Lernt seine Konstanten im ersten Durchgang eines Laufs und ändert vorher nichts.</translation>
        </message>
        <message>
            <source>Places the items in parts and leaves them as they are.</source>
            <extracomment>curator_gui/ui/pipeline/effect.py</extracomment>
            <translation>Verteilt die Elemente auf Teile und lässt sie, wie sie sind.</translation>
        </message>
        <message>
            <source>What this step does</source>
            <extracomment>curator_gui/ui/pipeline/effect.py</extracomment>
            <translation>Was dieser Schritt tut</translation>
        </message>
        <message>
            <source>{failed} of those looked at fail here, {name} for one: {why}</source>
            <extracomment>curator_gui/ui/pipeline/effect.py</extracomment>
            <translation>{failed} von den angesehenen scheitern hier, zum Beispiel {name}: {why}</translation>
        </message>
        <message>
            <source>not known yet</source>
            <extracomment>curator_gui/ui/pipeline/effect.py</extracomment>
            <translation>noch nicht bekannt</translation>
        </message>
        <message>
            <source>Reaches it</source>
            <extracomment>curator_gui/ui/pipeline/effect.py</extracomment>
            <translation>Erreicht ihn</translation>
        </message>
        <message>
            <source>Leaves it</source>
            <extracomment>curator_gui/ui/pipeline/effect.py</extracomment>
            <translation>Verlässt ihn</translation>
        </message>
        <message>
            <source>Changes nothing in the {looked} looked at.</source>
            <extracomment>curator_gui/ui/pipeline/effect.py</extracomment>
            <translation>Ändert nichts an den angesehenen ({looked}).</translation>
        </message>
        <message>
            <source>Drops {names}.</source>
            <extracomment>curator_gui/ui/pipeline/effect.py</extracomment>
            <translation>Lässt {names} weg.</translation>
        </message>
        <message>
            <source>Adds {names}.</source>
            <extracomment>curator_gui/ui/pipeline/effect.py</extracomment>
            <translation>Fügt {names} hinzu.</translation>
        </message>
        <message>
            <source>Leaves out {left} of those looked at.</source>
            <extracomment>curator_gui/ui/pipeline/effect.py</extracomment>
            <translation>Lässt {left} von den angesehenen aus.</translation>
        </message>
        <message>
            <source>A picture of the first item appears here.</source>
            <extracomment>curator_gui/ui/pipeline/first_picture.py</extracomment>
            <translation>Hier erscheint ein Bild eines Elements.</translation>
        </message>
        <message>
            <source>The first item is being read...</source>
            <extracomment>curator_gui/ui/pipeline/first_picture.py</extracomment>
            <translation>Das erste Element wird gelesen...</translation>
        </message>
        <message>
            <source>Add a source: what to read</source>
            <extracomment>curator_gui/ui/pipeline/panel.py</extracomment>
            <translation>Quelle hinzufügen: was gelesen wird</translation>
        </message>
        <message>
            <source>Add a sink: what to write</source>
            <extracomment>curator_gui/ui/pipeline/panel.py</extracomment>
            <translation>Senke hinzufügen: was geschrieben wird</translation>
        </message>
        <message>
            <source>E&amp;nable step</source>
            <extracomment>curator_gui/ui/pipeline/panel.py</extracomment>
            <translation>Schritt &amp;aktivieren</translation>
        </message>
        <message>
            <source>before the last change</source>
            <extracomment>curator_gui/ui/pipeline/run_line.py</extracomment>
            <translation>vor der letzten Änderung</translation>
        </message>
        <message>
            <source>Changed nothing in any item so far</source>
            <extracomment>curator_gui/ui/pipeline/run_line.py</extracomment>
            <translation>Hat bisher an keinem Element etwas geändert</translation>
        </message>
        <message>
            <source>Changed nothing in any of {items}</source>
            <extracomment>curator_gui/ui/pipeline/run_line.py</extracomment>
            <translation>Hat an keinem von {items} etwas geändert</translation>
        </message>
        <message>
            <source>{n} failed here</source>
            <extracomment>curator_gui/ui/pipeline/run_line.py</extracomment>
            <translation>{n} Fehler hier</translation>
        </message>
        <message>
            <source>{time} each</source>
            <extracomment>curator_gui/ui/pipeline/run_line.py</extracomment>
            <translation>je {time}</translation>
        </message>
        <message>
            <source>{n} of {wanted} items in {s} s; these items are large</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>{n} von {wanted} Elementen in {s} s; diese Elemente sind groß</translation>
        </message>
        <message>
            <source>Cells</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>Zellen</translation>
        </message>
        <message>
            <source>Elements</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>Elemente</translation>
        </message>
        <message>
            <source>Blocks</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>Blöcke</translation>
        </message>
        <message>
            <source>Patches</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>Patches</translation>
        </message>
        <message>
            <source>falling</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>fallend</translation>
        </message>
        <message>
            <source>not in order</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>nicht geordnet</translation>
        </message>
        <message>
            <source>Looking at the data...</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>Die Daten werden angesehen...</translation>
        </message>
        <message>
            <source>looked at {n} of {size} items</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>{n} von {size} Elementen angesehen</translation>
        </message>
        <message>
            <source>from {looked}: first, middle, last, others at random</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>aus {looked}: erster, mittlerer, letzter, andere zufällig</translation>
        </message>
        <message>
            <source>{items} in {files}, {small} to {large}, {total} in all</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>{items} in {files}, {small} bis {large}, insgesamt {total}</translation>
        </message>
        <message>
            <source> (not all were counted)</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation> (nicht alle gezählt)</translation>
        </message>
        <message numerus="yes">
            <source>{n} gaps</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>
                <numerusform>{n} Lücke</numerusform>
                <numerusform>{n} Lücken</numerusform>
            </translation>
        </message>
        <message>
            <source>Stop</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>Stopp</translation>
        </message>
        <message>
            <source>Look again</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>Neu prüfen</translation>
        </message>
        <message>
            <source>What is there</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>Was da ist</translation>
        </message>
        <message>
            <source>Fields</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>Felder</translation>
        </message>
        <message>
            <source>Odd</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>Auffällig</translation>
        </message>
        <message>
            <source>nothing is changed; click to see the item</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>nichts wird geändert; ein Klick zeigt das Element</translation>
        </message>
        <message>
            <source>; ended early</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>; vorzeitig beendet</translation>
        </message>
        <message>
            <source>from all {looked}</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>aus allen ({looked})</translation>
        </message>
        <message>
            <source>Sizes</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>Größen</translation>
        </message>
        <message>
            <source>Bounds</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>Grenzen</translation>
        </message>
        <message>
            <source>{items} in {files} of {total}</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>{items} in {files} mit {total}</translation>
        </message>
        <message>
            <source>in order, none missing</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>geordnet, nichts fehlt</translation>
        </message>
        <message>
            <source>in order</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>geordnet</translation>
        </message>
        <message>
            <source>{n} of {wanted} items looked at</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>{n} von {wanted} Elementen angesehen</translation>
        </message>
        <message>
            <source>{n} repeated</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>{n} wiederholt</translation>
        </message>
        <message>
            <source>{n} more</source>
            <extracomment>curator_gui/ui/pipeline/survey_pane.py</extracomment>
            <translation>{n} weiterer</translation>
        </message>
        <message>
            <source>all items</source>
            <extracomment>curator_gui/ui/pipeline/survey_table.py</extracomment>
            <translation>alle Elemente</translation>
        </message>
        <message>
            <source>Minimum</source>
            <extracomment>curator_gui/ui/pipeline/survey_table.py</extracomment>
            <translation>Minimum</translation>
        </message>
        <message>
            <source>Maximum</source>
            <extracomment>curator_gui/ui/pipeline/survey_table.py</extracomment>
            <translation>Maximum</translation>
        </message>
        <message>
            <source>Mean</source>
            <extracomment>curator_gui/ui/pipeline/survey_table.py</extracomment>
            <translation>Mittel</translation>
        </message>
        <message>
            <source>{n} components</source>
            <extracomment>curator_gui/ui/pipeline/survey_table.py</extracomment>
            <translation>{n} Komponenten</translation>
        </message>
        <message>
            <source>An item of the sample failed: {why}</source>
            <extracomment>curator_gui/ui/plan/forecast.py</extracomment>
            <translation>Ein Element der Stichprobe schlug fehl: {why}</translation>
        </message>
        <message>
            <source>a sample is being measured...</source>
            <extracomment>curator_gui/ui/plan/forecast.py</extracomment>
            <translation>eine Stichprobe wird gemessen...</translation>
        </message>
        <message>
            <source>Run a few items now, spread over those that would run, writing into a temporary folder, to estimate the time and the disk space of the whole run</source>
            <extracomment>curator_gui/ui/plan/forecast.py</extracomment>
            <translation>Jetzt einige über die auszuführenden verteilte Elemente in einen temporären Ordner ausführen, um Zeit und Plattenplatz des ganzen Laufs zu schätzen</translation>
        </message>
        <message>
            <source>Estimated time</source>
            <extracomment>curator_gui/ui/plan/forecast.py</extracomment>
            <translation>Geschätzte Zeit</translation>
        </message>
        <message>
            <source>Disk space</source>
            <extracomment>curator_gui/ui/plan/forecast.py</extracomment>
            <translation>Plattenplatz</translation>
        </message>
        <message>
            <source>Estimated from</source>
            <extracomment>curator_gui/ui/plan/forecast.py</extracomment>
            <translation>Geschätzt aus</translation>
        </message>
        <message>
            <source>Stop measuring</source>
            <extracomment>curator_gui/ui/plan/forecast.py</extracomment>
            <translation>Messung stoppen</translation>
        </message>
        <message>
            <source>Measure a sample</source>
            <extracomment>curator_gui/ui/plan/forecast.py</extracomment>
            <translation>Stichprobe messen</translation>
        </message>
        <message>
            <source>The sample could not be measured: {why}</source>
            <extracomment>curator_gui/ui/plan/forecast.py</extracomment>
            <translation>Die Stichprobe konnte nicht gemessen werden: {why}</translation>
        </message>
        <message>
            <source>Shares of the workers</source>
            <extracomment>curator_gui/ui/plan/picture.py</extracomment>
            <translation>Anteile der Worker</translation>
        </message>
        <message>
            <source>worker {n}: {items}</source>
            <extracomment>curator_gui/ui/plan/picture.py</extracomment>
            <translation>Worker {n}: {items}</translation>
        </message>
        <message>
            <source>and {n} more workers</source>
            <extracomment>curator_gui/ui/plan/picture.py</extracomment>
            <translation>und {n} weitere Worker</translation>
        </message>
        <message>
            <source>worker {n}</source>
            <extracomment>curator_gui/ui/plan/picture.py</extracomment>
            <translation>Worker {n}</translation>
        </message>
        <message>
            <source>{name} gathers from {left} of {items}, then the constants are known</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>{name} sammelt aus {left} von {items}, dann sind die Konstanten bekannt</translation>
        </message>
        <message>
            <source>{name} keeps the constants over {items}</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>{name} behält die Konstanten über {items}</translation>
        </message>
        <message>
            <source>{workers}, of which the groups keep {busy} busy</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>{workers}, von denen die Gruppen {busy} auslasten</translation>
        </message>
        <message>
            <source>{asked}, joined to {n}; the largest has {largest}</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>{asked}, vereinigt zu {n}; die größte hat {largest}</translation>
        </message>
        <message>
            <source>Go on with the run of {when} ({state}, {done} of {total} done)</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>Lauf vom {when} fortsetzen ({state}, {done} von {total} fertig)</translation>
        </message>
        <message>
            <source>none asked for: every index stands alone, batches are formed while running</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>keine verlangt: jeder Index steht für sich, Batches entstehen während des Laufs</translation>
        </message>
        <message>
            <source>Looking at the pipeline...</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>Die Pipeline wird geprüft...</translation>
        </message>
        <message>
            <source>Why indices are skipped or run again</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>Warum Indizes übersprungen oder wiederholt werden</translation>
        </message>
        <message>
            <source>Chosen</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>Gewählt</translation>
        </message>
        <message>
            <source>Will run</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>Auszuführen</translation>
        </message>
        <message>
            <source>Will be skipped</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>Groups</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>Gruppen</translation>
        </message>
        <message>
            <source>source</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>Quelle</translation>
        </message>
        <message>
            <source>sink</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>Senke</translation>
        </message>
        <message>
            <source>Plan</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>Plan</translation>
        </message>
        <message>
            <source>will run</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>laufen</translation>
        </message>
        <message>
            <source>and {n} more reasons</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>und {n} weitere Gründe</translation>
        </message>
        <message>
            <source>Pass {number} of {of}</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>Durchgang {number} von {of}</translation>
        </message>
        <message>
            <source>and {n} more warnings</source>
            <extracomment>curator_gui/ui/plan/view.py</extracomment>
            <translation>und {n} weitere Warnungen</translation>
        </message>
        <message>
            <source>Durations</source>
            <extracomment>curator_gui/ui/plots/histograms.py</extracomment>
            <translation>Dauern</translation>
        </message>
        <message>
            <source>indices</source>
            <extracomment>curator_gui/ui/plots/histograms.py</extracomment>
            <translation>Indizes</translation>
        </message>
        <message>
            <source>Distribution of the field</source>
            <extracomment>curator_gui/ui/plots/histograms.py</extracomment>
            <translation>Verteilung des Feldes</translation>
        </message>
        <message>
            <source>values</source>
            <extracomment>curator_gui/ui/plots/histograms.py</extracomment>
            <translation>Werte</translation>
        </message>
        <message>
            <source>Picture of the field</source>
            <extracomment>curator_gui/ui/plots/image.py</extracomment>
            <translation>Bild des Feldes</translation>
        </message>
        <message>
            <source>retried</source>
            <extracomment>curator_gui/ui/plots/lanes.py</extracomment>
            <translation>wiederholt</translation>
        </message>
        <message>
            <source>gathered in a pass before</source>
            <extracomment>curator_gui/ui/plots/lanes.py</extracomment>
            <translation>in einem Durchgang davor gesammelt</translation>
        </message>
        <message>
            <source>worker</source>
            <extracomment>curator_gui/ui/plots/lanes.py</extracomment>
            <translation>Worker</translation>
        </message>
        <message>
            <source>Throughput</source>
            <extracomment>curator_gui/ui/plots/throughput.py</extracomment>
            <translation>Durchsatz</translation>
        </message>
        <message>
            <source>Data rate</source>
            <extracomment>curator_gui/ui/plots/throughput.py</extracomment>
            <translation>Datenrate</translation>
        </message>
        <message>
            <source>items/s</source>
            <extracomment>curator_gui/ui/plots/throughput.py</extracomment>
            <translation>Elemente/s</translation>
        </message>
        <message>
            <source>Before</source>
            <extracomment>curator_gui/ui/preview/comparison.py</extracomment>
            <translation>Vorher</translation>
        </message>
        <message>
            <source>After</source>
            <extracomment>curator_gui/ui/preview/comparison.py</extracomment>
            <translation>Nachher</translation>
        </message>
        <message>
            <source>Same range</source>
            <extracomment>curator_gui/ui/preview/comparison.py</extracomment>
            <translation>Gleicher Bereich</translation>
        </message>
        <message>
            <source>Colours and axes cover both sides, so that they can be compared</source>
            <extracomment>curator_gui/ui/preview/comparison.py</extracomment>
            <translation>Farben und Achsen umfassen beide Seiten, damit sie vergleichbar sind</translation>
        </message>
        <message>
            <source>Picture</source>
            <extracomment>curator_gui/ui/preview/comparison.py</extracomment>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Statistics</source>
            <extracomment>curator_gui/ui/preview/comparison.py</extracomment>
            <translation>Statistik</translation>
        </message>
        <message>
            <source>Field shown</source>
            <extracomment>curator_gui/ui/preview/comparison.py</extracomment>
            <translation>Gezeigtes Feld</translation>
        </message>
        <message>
            <source>Back to the first view</source>
            <extracomment>curator_gui/ui/preview/comparison.py</extracomment>
            <translation>Zurück zur ersten Ansicht</translation>
        </message>
        <message>
            <source>The process ended, so there is no picture. Preview again.</source>
            <extracomment>curator_gui/ui/preview/comparison.py</extracomment>
            <translation>Der Prozess ist zu Ende, deshalb gibt es kein Bild. Zeigen Sie die Vorschau erneut.</translation>
        </message>
        <message>
            <source>Shape</source>
            <extracomment>curator_gui/ui/preview/fields/field_model.py</extracomment>
            <translation>Form</translation>
        </message>
        <message>
            <source>Distribution</source>
            <extracomment>curator_gui/ui/preview/fields/field_model.py</extracomment>
            <translation>Verteilung</translation>
        </message>
        <message>
            <source>Values that are not a number or infinite; they are left out elsewhere</source>
            <extracomment>curator_gui/ui/preview/fields/field_model.py</extracomment>
            <translation>Werte, die keine Zahl oder unendlich sind; sonst werden sie ausgelassen</translation>
        </message>
        <message>
            <source>was {value}</source>
            <extracomment>curator_gui/ui/preview/fields/field_model.py</extracomment>
            <translation>war {value}</translation>
        </message>
        <message>
            <source>Type and shape</source>
            <extracomment>curator_gui/ui/preview/fields/statistics.py</extracomment>
            <translation>Typ und Form</translation>
        </message>
        <message>
            <source>Mean ± deviation</source>
            <extracomment>curator_gui/ui/preview/fields/statistics.py</extracomment>
            <translation>Mittel ± Abweichung</translation>
        </message>
        <message>
            <source>NaN or infinite</source>
            <extracomment>curator_gui/ui/preview/fields/statistics.py</extracomment>
            <translation>NaN oder unendlich</translation>
        </message>
        <message>
            <source>{step} does nothing here: {why}</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>{step} tut hier nichts: {why}</translation>
        </message>
        <message>
            <source>added</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>neu</translation>
        </message>
        <message>
            <source>removed</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>entfernt</translation>
        </message>
        <message>
            <source>changed</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>geändert</translation>
        </message>
        <message>
            <source>{n} changed</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>{n} geändert</translation>
        </message>
        <message>
            <source>{n} added</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>{n} hinzugekommen</translation>
        </message>
        <message>
            <source>{n} removed</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>{n} entfernt</translation>
        </message>
        <message>
            <source>type</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>Typ</translation>
        </message>
        <message>
            <source>shape</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>Form</translation>
        </message>
        <message>
            <source>range</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>Bereich</translation>
        </message>
        <message>
            <source>more than {items}</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>mehr als {items}</translation>
        </message>
        <message>
            <source>failed: {kind}</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>fehlgeschlagen: {kind}</translation>
        </message>
        <message>
            <source>{n} → 0, dropped</source>
            <extracomment>curator_gui/ui/preview/fields/words.py</extracomment>
            <translation>{n} → 0, verworfen</translation>
        </message>
        <message>
            <source>Stop the film</source>
            <extracomment>curator_gui/ui/preview/film.py</extracomment>
            <translation>Film anhalten</translation>
        </message>
        <message>
            <source>Play the items one after another</source>
            <extracomment>curator_gui/ui/preview/film.py</extracomment>
            <translation>Die Elemente nacheinander abspielen</translation>
        </message>
        <message>
            <source>The item before (Alt+Left)</source>
            <extracomment>curator_gui/ui/preview/film.py</extracomment>
            <translation>Das Element davor (Alt+Links)</translation>
        </message>
        <message>
            <source>The next item (Alt+Right)</source>
            <extracomment>curator_gui/ui/preview/film.py</extracomment>
            <translation>Das nächste Element (Alt+Rechts)</translation>
        </message>
        <message>
            <source>Index</source>
            <extracomment>curator_gui/ui/preview/header.py</extracomment>
            <translation>Index</translation>
        </message>
        <message>
            <source>End the process that runs the steps</source>
            <extracomment>curator_gui/ui/preview/header.py</extracomment>
            <translation>Den Prozess beenden, der die Schritte ausführt</translation>
        </message>
        <message>
            <source>Run the steps on it</source>
            <extracomment>curator_gui/ui/preview/header.py</extracomment>
            <translation>Die Schritte darauf anwenden</translation>
        </message>
        <message>
            <source>Preview any index</source>
            <extracomment>curator_gui/ui/preview/header.py</extracomment>
            <translation>Vorschau irgendeines Index</translation>
        </message>
        <message>
            <source>Preview</source>
            <extracomment>curator_gui/ui/preview/header.py</extracomment>
            <translation>Vorschau</translation>
        </message>
        <message>
            <source>of 0 to {last}</source>
            <extracomment>curator_gui/ui/preview/header.py</extracomment>
            <translation>von 0 bis {last}</translation>
        </message>
        <message>
            <source>There is nothing to show.</source>
            <extracomment>curator_gui/ui/preview/output.py</extracomment>
            <translation>Es gibt nichts zu zeigen.</translation>
        </message>
        <message>
            <source>The file holds no items.</source>
            <extracomment>curator_gui/ui/preview/output.py</extracomment>
            <translation>Die Datei enthält keine Elemente.</translation>
        </message>
        <message>
            <source>Output files</source>
            <extracomment>curator_gui/ui/preview/output.py</extracomment>
            <translation>Ausgabedateien</translation>
        </message>
        <message>
            <source>Reading the file...</source>
            <extracomment>curator_gui/ui/preview/output.py</extracomment>
            <translation>Die Datei wird gelesen...</translation>
        </message>
        <message>
            <source>{name} - preview</source>
            <extracomment>curator_gui/ui/preview/output.py</extracomment>
            <translation>{name} - Vorschau</translation>
        </message>
        <message>
            <source>Only the first {n} items are shown.</source>
            <extracomment>curator_gui/ui/preview/output.py</extracomment>
            <translation>Nur die ersten {n} Elemente werden gezeigt.</translation>
        </message>
        <message>
            <source>Picture of the atoms; the arrow keys turn it, + and - zoom</source>
            <extracomment>curator_gui/ui/preview/pictures/atoms_picture.py</extracomment>
            <translation>Bild der Atome; die Pfeiltasten drehen es, + und - zoomen</translation>
        </message>
        <message>
            <source>Drag to turn, wheel to zoom, double click for the first view</source>
            <extracomment>curator_gui/ui/preview/pictures/atoms_picture.py</extracomment>
            <translation>Ziehen dreht, das Rad zoomt, Doppelklick zeigt die erste Ansicht</translation>
        </message>
        <message>
            <source>, the first {n} atoms</source>
            <extracomment>curator_gui/ui/preview/pictures/atoms_picture.py</extracomment>
            <translation>, die ersten {n} Atome</translation>
        </message>
        <message>
            <source>Drawing the first picture: its libraries and the graphics are being loaded...</source>
            <extracomment>curator_gui/ui/preview/pictures/picture.py</extracomment>
            <translation>Das erste Bild wird gezeichnet: Bibliotheken und Grafik werden geladen ...</translation>
        </message>
        <message>
            <source>Content of the file</source>
            <extracomment>curator_gui/ui/preview/pictures/picture.py</extracomment>
            <translation>Inhalt der Datei</translation>
        </message>
        <message>
            <source>Drawing the picture...</source>
            <extracomment>curator_gui/ui/preview/pictures/picture.py</extracomment>
            <translation>Das Bild wird gezeichnet...</translation>
        </message>
        <message>
            <source>Picture of the mesh; the arrow keys turn it, + and - zoom</source>
            <extracomment>curator_gui/ui/preview/pictures/raster.py</extracomment>
            <translation>Bild des Netzes; die Pfeiltasten drehen es, + und - zoomen</translation>
        </message>
        <message>
            <source>item </source>
            <extracomment>curator_gui/ui/preview/side.py</extracomment>
            <translation>Element </translation>
        </message>
        <message>
            <source>Item shown</source>
            <extracomment>curator_gui/ui/preview/side.py</extracomment>
            <translation>Gezeigtes Element</translation>
        </message>
        <message>
            <source>Nothing came out here: the step dropped the item.</source>
            <extracomment>curator_gui/ui/preview/side.py</extracomment>
            <translation>Hier kam nichts heraus: der Schritt hat das Element verworfen.</translation>
        </message>
        <message>
            <source>of {n}</source>
            <extracomment>curator_gui/ui/preview/side.py</extracomment>
            <translation>von {n}</translation>
        </message>
        <message>
            <source>not reached</source>
            <extracomment>curator_gui/ui/preview/steps.py</extracomment>
            <translation>nicht erreicht</translation>
        </message>
        <message>
            <source>Steps</source>
            <extracomment>curator_gui/ui/preview/steps.py</extracomment>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>ended the preview</source>
            <extracomment>curator_gui/ui/preview/steps.py</extracomment>
            <translation>beendete die Vorschau</translation>
        </message>
        <message>
            <source>not ready: {why}</source>
            <extracomment>curator_gui/ui/preview/steps.py</extracomment>
            <translation>nicht bereit: {why}</translation>
        </message>
        <message>
            <source>{item}, until index {n} is there</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>{item}, bis Index {n} da ist</translation>
        </message>
        <message>
            <source>Opening the index...</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Der Index wird geöffnet...</translation>
        </message>
        <message>
            <source>No preview yet</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Noch keine Vorschau</translation>
        </message>
        <message>
            <source>Here one item appears before and after every step: its fields, what has changed, and pictures. Nothing is written.</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Hier erscheint ein Element vor und nach jedem Schritt: seine Felder, was sich geändert hat, und Bilder. Nichts wird geschrieben.</translation>
        </message>
        <message>
            <source>The pipeline has changed since: preview again ({keys}).</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Die Pipeline hat sich seither geändert: zeigen Sie die Vorschau erneut ({keys}).</translation>
        </message>
        <message>
            <source>Traceback</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Traceback</translation>
        </message>
        <message>
            <source>Preview of index {n}: {problem}.</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Vorschau von Index {n}: {problem}.</translation>
        </message>
        <message>
            <source>After: {step}</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Nachher: {step}</translation>
        </message>
        <message>
            <source>The step “{step}” failed on index {n}: {kind}: {message}</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Der Schritt „{step}“ schlug bei Index {n} fehl: {kind}: {message}</translation>
        </message>
        <message>
            <source>Running the step “{step}”...</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Der Schritt „{step}“ läuft...</translation>
        </message>
        <message>
            <source>The preview was stopped in the step “{step}”.</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Die Vorschau wurde im Schritt „{step}“ gestoppt.</translation>
        </message>
        <message>
            <source>The preview was stopped.</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Die Vorschau wurde gestoppt.</translation>
        </message>
        <message>
            <source>Change the settings of that step, raise the time limit in the preferences ({keys}), or try another index.</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Ändern Sie die Einstellungen dieses Schritts, erhöhen Sie die Zeitgrenze in den Einstellungen ({keys}), oder versuchen Sie einen anderen Index.</translation>
        </message>
        <message>
            <source>Before: {step}</source>
            <extracomment>curator_gui/ui/preview/view.py</extracomment>
            <translation>Vorher: {step}</translation>
        </message>
        <message>
            <source>Count</source>
            <extracomment>curator_gui/ui/results/causes.py</extracomment>
            <translation>Anzahl</translation>
        </message>
        <message>
            <source>Error</source>
            <extracomment>curator_gui/ui/results/causes.py</extracomment>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Step</source>
            <extracomment>curator_gui/ui/results/causes.py</extracomment>
            <translation>Schritt</translation>
        </message>
        <message>
            <source>Message</source>
            <extracomment>curator_gui/ui/results/causes.py</extracomment>
            <translation>Meldung</translation>
        </message>
        <message>
            <source>Retry this cause</source>
            <extracomment>curator_gui/ui/results/causes.py</extracomment>
            <translation>Diese Ursache wiederholen</translation>
        </message>
        <message>
            <source>Causes of failure</source>
            <extracomment>curator_gui/ui/results/causes.py</extracomment>
            <translation>Fehlerursachen</translation>
        </message>
        <message>
            <source>(and the like)</source>
            <extracomment>curator_gui/ui/results/causes.py</extracomment>
            <translation>(und ähnliche)</translation>
        </message>
        <message>
            <source>For example: {message}</source>
            <extracomment>curator_gui/ui/results/causes.py</extracomment>
            <translation>Zum Beispiel: {message}</translation>
        </message>
        <message>
            <source>Show only: {text}</source>
            <extracomment>curator_gui/ui/results/counters.py</extracomment>
            <translation>Nur zeigen: {text}</translation>
        </message>
        <message>
            <source>Show only these; click again to show all</source>
            <extracomment>curator_gui/ui/results/counters.py</extracomment>
            <translation>Nur diese zeigen; noch ein Klick zeigt alle</translation>
        </message>
        <message>
            <source>Output file</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Ausgabedatei</translation>
        </message>
        <message>
            <source>Details</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Details</translation>
        </message>
        <message>
            <source>Log of its worker</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Protokoll seines Workers</translation>
        </message>
        <message>
            <source>Copy all of this as text</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Alles als Text kopieren</translation>
        </message>
        <message>
            <source>Copy details</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Details kopieren</translation>
        </message>
        <message>
            <source>No index chosen</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Kein Index gewählt</translation>
        </message>
        <message>
            <source>Choose a row: its outputs, times and attempts appear here, or why it failed.</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Wählen Sie eine Zeile: Hier erscheinen ihre Ausgaben, Zeiten und Versuche, oder warum sie fehlgeschlagen ist.</translation>
        </message>
        <message>
            <source>Outputs ({n})</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Ausgaben ({n})</translation>
        </message>
        <message>
            <source>Show in its folder</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Copy path</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Pfad kopieren</translation>
        </message>
        <message>
            <source>{path} is no longer there.</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>{path} ist nicht mehr da.</translation>
        </message>
        <message>
            <source>{path} does not exist yet.</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>{path} gibt es noch nicht.</translation>
        </message>
        <message>
            <source>The folder of {path} is no longer there.</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Der Ordner von {path} ist nicht mehr da.</translation>
        </message>
        <message>
            <source>The system has no program to open {path}.</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Das System hat kein Programm, um {path} zu öffnen.</translation>
        </message>
        <message>
            <source>The system has no program to show {path}.</source>
            <extracomment>curator_gui/ui/results/detail.py</extracomment>
            <translation>Das System hat kein Programm, um {path} zu zeigen.</translation>
        </message>
        <message>
            <source>Comma-separated values (*.csv)</source>
            <extracomment>curator_gui/ui/results/exporting.py</extracomment>
            <translation>Kommagetrennte Werte (*.csv)</translation>
        </message>
        <message>
            <source>Apache Parquet (*.parquet)</source>
            <extracomment>curator_gui/ui/results/exporting.py</extracomment>
            <translation>Apache Parquet (*.parquet)</translation>
        </message>
        <message>
            <source>Export results</source>
            <extracomment>curator_gui/ui/results/exporting.py</extracomment>
            <translation>Ergebnisse exportieren</translation>
        </message>
        <message>
            <source>Writing {n} rows to {name}</source>
            <extracomment>curator_gui/ui/results/exporting.py</extracomment>
            <translation>{n} Zeilen werden nach {name} geschrieben</translation>
        </message>
        <message>
            <source>Results of the whole run</source>
            <extracomment>curator_gui/ui/results/run_outputs.py</extracomment>
            <translation>Ergebnisse des ganzen Laufs</translation>
        </message>
        <message>
            <source>Results of the whole run ({n})</source>
            <extracomment>curator_gui/ui/results/run_outputs.py</extracomment>
            <translation>Ergebnisse des ganzen Laufs ({n})</translation>
        </message>
        <message numerus="yes">
            <source>{n} more warnings</source>
            <extracomment>curator_gui/ui/results/run_outputs.py</extracomment>
            <translation>
                <numerusform>{n} weitere Warnung</numerusform>
                <numerusform>{n} weitere Warnungen</numerusform>
            </translation>
        </message>
        <message>
            <source>{more}: see the log</source>
            <extracomment>curator_gui/ui/results/run_outputs.py</extracomment>
            <translation>{more}: siehe Protokoll</translation>
        </message>
        <message>
            <source>Results</source>
            <extracomment>curator_gui/ui/results/table.py</extracomment>
            <translation>Ergebnisse</translation>
        </message>
        <message>
            <source>&lt;p&gt;Words are searched in outputs, messages and causes; a number finds its index.&lt;/p&gt;
&lt;p&gt;Also: &lt;b&gt;status:failed&lt;/b&gt; &amp;nbsp; &lt;b&gt;worker:2&lt;/b&gt; &amp;nbsp; &lt;b&gt;duration&amp;gt;1.5&lt;/b&gt; &amp;nbsp;
&lt;b&gt;attempts&amp;gt;1&lt;/b&gt; &amp;nbsp; &lt;b&gt;cause:crash&lt;/b&gt; &amp;nbsp; &lt;b&gt;type:KeyError&lt;/b&gt; &amp;nbsp;
&lt;b&gt;step:"Cell to point"&lt;/b&gt;&lt;/p&gt;</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>&lt;p&gt;Wörter werden in Ausgaben, Meldungen und Ursachen gesucht; eine Zahl findet ihren Index. Meldungen sind so aufgezeichnet, wie sie entstanden sind: auf Englisch.&lt;/p&gt;
&lt;p&gt;Außerdem: &lt;b&gt;status:failed&lt;/b&gt; &amp;nbsp; &lt;b&gt;worker:2&lt;/b&gt; &amp;nbsp; &lt;b&gt;duration&amp;gt;1.5&lt;/b&gt; &amp;nbsp;
&lt;b&gt;attempts&amp;gt;1&lt;/b&gt; &amp;nbsp; &lt;b&gt;cause:crash&lt;/b&gt; &amp;nbsp; &lt;b&gt;type:KeyError&lt;/b&gt; &amp;nbsp;
&lt;b&gt;step:"Cell to point"&lt;/b&gt;&lt;/p&gt;</translation>
        </message>
        <message>
            <source>Search (Ctrl+F): text, #index, status:failed, worker:2</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Suchen (Strg+F): Text, #Index, status:failed, worker:2</translation>
        </message>
        <message>
            <source>Search in the results</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>In den Ergebnissen suchen</translation>
        </message>
        <message>
            <source>Retry failed</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Fehlgeschlagene wiederholen</translation>
        </message>
        <message>
            <source>Run again what failed or was quarantined</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Noch einmal ausführen, was fehlschlug oder in Quarantäne kam</translation>
        </message>
        <message>
            <source>Sort again</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Neu sortieren</translation>
        </message>
        <message>
            <source>Rows have changed since they were sorted</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Seit dem Sortieren haben sich Zeilen geändert</translation>
        </message>
        <message>
            <source>No results yet</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Noch keine Ergebnisse</translation>
        </message>
        <message>
            <source>After Run there is a row for every index: its outputs, or why there are none.</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Nach dem Ausführen steht hier für jeden Index eine Zeile: seine Ausgaben, oder warum es keine gibt.</translation>
        </message>
        <message>
            <source>Causes</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Ursachen</translation>
        </message>
        <message>
            <source>Group the failures by cause</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Die Fehlschläge nach Ursache gruppieren</translation>
        </message>
        <message>
            <source>Statistics, tables, merged stores and warnings</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Statistiken, Tabellen, zusammengeführte Speicher und Warnungen</translation>
        </message>
        <message>
            <source>Export the rows shown as CSV or Parquet</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Die gezeigten Zeilen als CSV oder Parquet exportieren</translation>
        </message>
        <message>
            <source>Export the rows shown</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Die gezeigten Zeilen exportieren</translation>
        </message>
        <message>
            <source>Export as CSV...</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Als CSV exportieren...</translation>
        </message>
        <message>
            <source>Export as Parquet...</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Als Parquet exportieren...</translation>
        </message>
        <message>
            <source>Preview this index</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Vorschau dieses Index</translation>
        </message>
        <message>
            <source>Run again ({n})</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Wiederholen ({n})</translation>
        </message>
        <message>
            <source>Preview output</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Ausgabe-Vorschau</translation>
        </message>
        <message>
            <source>Open output</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Ausgabe öffnen</translation>
        </message>
        <message>
            <source>Show output in its folder</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Ausgabe im Ordner zeigen</translation>
        </message>
        <message>
            <source>Copy output path</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Pfad der Ausgabe kopieren</translation>
        </message>
        <message>
            <source>Retry failed ({n})</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Fehlgeschlagene wiederholen ({n})</translation>
        </message>
        <message>
            <source>Whole run ({n})</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Ganzer Lauf ({n})</translation>
        </message>
        <message>
            <source>Copy rows ({n})</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>Zeilen kopieren ({n})</translation>
        </message>
        <message>
            <source>{n} of {total} shown</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>{n} von {total} gezeigt</translation>
        </message>
        <message>
            <source>sorted at {time}</source>
            <extracomment>curator_gui/ui/results/view.py</extracomment>
            <translation>sortiert um {time}</translation>
        </message>
        <message>
            <source>a pipeline is running</source>
            <extracomment>curator_gui/ui/run/attention.py</extracomment>
            <translation>eine Pipeline läuft</translation>
        </message>
        <message>
            <source>The run ended in an error</source>
            <extracomment>curator_gui/ui/run/attention.py</extracomment>
            <translation>Der Lauf endete mit einem Fehler</translation>
        </message>
        <message>
            <source>{done} done, {failed} failed</source>
            <extracomment>curator_gui/ui/run/attention.py</extracomment>
            <translation>{done} fertig, {failed} fehlgeschlagen</translation>
        </message>
        <message numerus="yes">
            <source>{n} indices</source>
            <extracomment>curator_gui/ui/run/attention.py</extracomment>
            <translation>
                <numerusform>{n} Index</numerusform>
                <numerusform>{n} Indizes</numerusform>
            </translation>
        </message>
        <message>
            <source>Run {state}</source>
            <extracomment>curator_gui/ui/run/attention.py</extracomment>
            <translation>Lauf {state}</translation>
        </message>
        <message numerus="yes">
            <source>{n} items in work are</source>
            <extracomment>curator_gui/ui/run/closing.py</extracomment>
            <translation>
                <numerusform>{n} Element in Arbeit wird</numerusform>
                <numerusform>{n} Elemente in Arbeit werden</numerusform>
            </translation>
        </message>
        <message>
            <source>Close during a run</source>
            <extracomment>curator_gui/ui/run/closing.py</extracomment>
            <translation>Während eines Laufs schließen</translation>
        </message>
        <message>
            <source>Let it go on without the window</source>
            <extracomment>curator_gui/ui/run/closing.py</extracomment>
            <translation>Ohne das Fenster weiterlaufen lassen</translation>
        </message>
        <message>
            <source>Stop, and resume later</source>
            <extracomment>curator_gui/ui/run/closing.py</extracomment>
            <translation>Anhalten und später fortsetzen</translation>
        </message>
        <message>
            <source>What is done is kept; what is in work now runs again then.</source>
            <extracomment>curator_gui/ui/run/closing.py</extracomment>
            <translation>Was fertig ist, bleibt; was gerade in Arbeit ist, läuft dann noch einmal.</translation>
        </message>
        <message>
            <source>Stay here (Esc)</source>
            <extracomment>curator_gui/ui/run/closing.py</extracomment>
            <translation>Hierbleiben (Esc)</translation>
        </message>
        <message>
            <source>{n} of {total} done</source>
            <extracomment>curator_gui/ui/run/closing.py</extracomment>
            <translation>{n} von {total} fertig</translation>
        </message>
        <message>
            <source>Close the window while a run goes on?</source>
            <extracomment>curator_gui/ui/run/closing.py</extracomment>
            <translation>Das Fenster schließen, während ein Lauf weitergeht?</translation>
        </message>
        <message>
            <source>What is done is safe either way.</source>
            <extracomment>curator_gui/ui/run/closing.py</extracomment>
            <translation>Was fertig ist, ist in jedem Fall sicher.</translation>
        </message>
        <message>
            <source>{running} finished, then the rest goes on in the background. Open the document again to follow, pause or stop it. The computer has to stay on.</source>
            <extracomment>curator_gui/ui/run/closing.py</extracomment>
            <translation>{running} noch fertig, dann läuft der Rest im Hintergrund weiter. Zum Verfolgen, Pausieren oder Anhalten das Dokument wieder öffnen. Der Rechner muss eingeschaltet bleiben.</translation>
        </message>
        <message numerus="yes">
            <source>{n} are left</source>
            <extracomment>curator_gui/ui/run/resuming.py</extracomment>
            <translation>
                <numerusform>{n} ist übrig</numerusform>
                <numerusform>{n} sind übrig</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Resume</source>
            <extracomment>curator_gui/ui/run/resuming.py</extracomment>
            <translation>&amp;Fortsetzen</translation>
        </message>
        <message>
            <source>Run &amp;all again</source>
            <extracomment>curator_gui/ui/run/resuming.py</extracomment>
            <translation>&amp;Alle noch einmal</translation>
        </message>
        <message>
            <source>Resume?</source>
            <extracomment>curator_gui/ui/run/resuming.py</extracomment>
            <translation>Fortsetzen?</translation>
        </message>
        <message>
            <source>An earlier run of this document finished {done}; {left}.</source>
            <extracomment>curator_gui/ui/run/resuming.py</extracomment>
            <translation>Ein früherer Lauf dieses Dokuments hat {done} abgeschlossen; {left}.</translation>
        </message>
        <message>
            <source>Resuming skips what is finished and still as it was.</source>
            <extracomment>curator_gui/ui/run/resuming.py</extracomment>
            <translation>Beim Fortsetzen wird übersprungen, was fertig und noch wie vorher ist.</translation>
        </message>
        <message>
            <source>Finished ones run again, because something has changed:</source>
            <extracomment>curator_gui/ui/run/resuming.py</extracomment>
            <translation>Fertige laufen noch einmal, weil sich etwas geändert hat:</translation>
        </message>
        <message>
            <source>It was started on {day}.</source>
            <extracomment>curator_gui/ui/run/resuming.py</extracomment>
            <translation>Er begann am {day}.</translation>
        </message>
        <message>
            <source>Resuming will run {runs}.</source>
            <extracomment>curator_gui/ui/run/resuming.py</extracomment>
            <translation>Beim Fortsetzen laufen {runs}.</translation>
        </message>
        <message>
            <source>There is no record of a run of {name} on this computer.</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>Auf diesem Rechner gibt es keine Aufzeichnung eines Laufs von {name}.</translation>
        </message>
        <message>
            <source>There is nothing to go on with</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>Es gibt nichts fortzusetzen</translation>
        </message>
        <message>
            <source>Retry as it is &amp;now</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>Wiederholen, wie sie &amp;jetzt ist</translation>
        </message>
        <message>
            <source>Retry as it &amp;was</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>Wiederholen, wie sie &amp;war</translation>
        </message>
        <message>
            <source>The pipeline has changed.</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>Die Pipeline hat sich geändert.</translation>
        </message>
        <message>
            <source>Retry</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <source>The pipeline cannot run yet</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>Die Pipeline kann noch nicht laufen</translation>
        </message>
        <message>
            <source>This document was never saved.</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>Dieses Dokument wurde noch nie gespeichert.</translation>
        </message>
        <message>
            <source>&amp;Continue</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>&amp;Weiter</translation>
        </message>
        <message numerus="yes">
            <source>{n} more changes</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>
                <numerusform>{n} weitere Änderung</numerusform>
                <numerusform>{n} weitere Änderungen</numerusform>
            </translation>
        </message>
        <message>
            <source>Not ready: {why}</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>Nicht bereit: {why}</translation>
        </message>
        <message>
            <source>Run the pipeline (F5)</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>Die Pipeline ausführen (F5)</translation>
        </message>
        <message>
            <source>{more} of the run: see the log</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>{more} des Laufs: siehe Protokoll</translation>
        </message>
        <message>
            <source>and {more}</source>
            <extracomment>curator_gui/ui/run/workspace.py</extracomment>
            <translation>und {more}</translation>
        </message>
        <message>
            <source>Web pages (*.html)</source>
            <extracomment>curator_gui/ui/runs/commands.py</extracomment>
            <translation>Webseiten (*.html)</translation>
        </message>
        <message>
            <source>Delete the record of the run of {name} from {when}?</source>
            <extracomment>curator_gui/ui/runs/commands.py</extracomment>
            <translation>Die Aufzeichnung des Laufs von {name} vom {when} löschen?</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <extracomment>curator_gui/ui/runs/commands.py</extracomment>
            <translation>&amp;Löschen</translation>
        </message>
        <message>
            <source>Delete runs</source>
            <extracomment>curator_gui/ui/runs/commands.py</extracomment>
            <translation>Läufe löschen</translation>
        </message>
        <message>
            <source>Results, log and statistics are lost, and the run cannot be gone on with. The files that the run has written stay.</source>
            <extracomment>curator_gui/ui/runs/commands.py</extracomment>
            <translation>Ergebnisse, Protokoll und Statistik gehen verloren, und der Lauf kann nicht mehr fortgesetzt werden. Die Dateien, die er geschrieben hat, bleiben.</translation>
        </message>
        <message numerus="yes">
            <source>{n} records</source>
            <extracomment>curator_gui/ui/runs/commands.py</extracomment>
            <translation>
                <numerusform>{n} Aufzeichnung</numerusform>
                <numerusform>{n} Aufzeichnungen</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete the records of {n} runs?</source>
            <extracomment>curator_gui/ui/runs/commands.py</extracomment>
            <translation>Die Aufzeichnungen von {n} Läufen löschen?</translation>
        </message>
        <message>
            <source>The report was written to {path}</source>
            <extracomment>curator_gui/ui/runs/commands.py</extracomment>
            <translation>Der Bericht wurde nach {path} geschrieben</translation>
        </message>
        <message>
            <source>{records} deleted</source>
            <extracomment>curator_gui/ui/runs/commands.py</extracomment>
            <translation>{records} gelöscht</translation>
        </message>
        <message>
            <source>{n} done in both; the second run took {ratio} times as long for each (median)</source>
            <extracomment>curator_gui/ui/runs/comparing.py</extracomment>
            <translation>{n} in beiden fertig; der zweite Lauf brauchte je {ratio}-mal so lange (Median)</translation>
        </message>
        <message>
            <source>Compare two runs</source>
            <extracomment>curator_gui/ui/runs/comparing.py</extracomment>
            <translation>Zwei Läufe vergleichen</translation>
        </message>
        <message>
            <source>These are runs of different documents: their indices may be other items.</source>
            <extracomment>curator_gui/ui/runs/comparing.py</extracomment>
            <translation>Das sind Läufe verschiedener Dokumente: ihre Indizes können andere Elemente sein.</translation>
        </message>
        <message>
            <source>failed in the first run and done in the second</source>
            <extracomment>curator_gui/ui/runs/comparing.py</extracomment>
            <translation>im ersten Lauf fehlgeschlagen und im zweiten fertig</translation>
        </message>
        <message>
            <source>done in the first run and failed in the second</source>
            <extracomment>curator_gui/ui/runs/comparing.py</extracomment>
            <translation>im ersten Lauf fertig und im zweiten fehlgeschlagen</translation>
        </message>
        <message>
            <source>failed in both</source>
            <extracomment>curator_gui/ui/runs/comparing.py</extracomment>
            <translation>in beiden fehlgeschlagen</translation>
        </message>
        <message>
            <source>No index was done or failed in both runs.</source>
            <extracomment>curator_gui/ui/runs/comparing.py</extracomment>
            <translation>Kein Index wurde in beiden Läufen fertig oder schlug in beiden fehl.</translation>
        </message>
        <message>
            <source>First run</source>
            <extracomment>curator_gui/ui/runs/comparing.py</extracomment>
            <translation>Erster Lauf</translation>
        </message>
        <message>
            <source>Second run</source>
            <extracomment>curator_gui/ui/runs/comparing.py</extracomment>
            <translation>Zweiter Lauf</translation>
        </message>
        <message>
            <source>Settings that differ</source>
            <extracomment>curator_gui/ui/runs/comparing.py</extracomment>
            <translation>Unterschiedliche Einstellungen</translation>
        </message>
        <message>
            <source>The same index in both runs</source>
            <extracomment>curator_gui/ui/runs/comparing.py</extracomment>
            <translation>Derselbe Index in beiden Läufen</translation>
        </message>
        <message>
            <source>None: steps, parameters, options and versions agree.</source>
            <extracomment>curator_gui/ui/runs/comparing.py</extracomment>
            <translation>Keine: Schritte, Parameter, Optionen und Versionen stimmen überein.</translation>
        </message>
        <message>
            <source>waits</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>wartet</translation>
        </message>
        <message>
            <source>some items failed or were not run</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>einige Elemente sind fehlgeschlagen oder liefen nicht</translation>
        </message>
        <message>
            <source>could not be run</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>konnte nicht laufen</translation>
        </message>
        <message numerus="yes">
            <source>{n} wait</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>
                <numerusform>{n} wartet</numerusform>
                <numerusform>{n} warten</numerusform>
            </translation>
        </message>
        <message>
            <source>waits; resumes</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>wartet; wird fortgesetzt</translation>
        </message>
        <message>
            <source>Queue</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>Warteschlange</translation>
        </message>
        <message>
            <source>Add documents...</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>Dokumente hinzufügen ...</translation>
        </message>
        <message>
            <source>Add the open document</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>Geöffnetes hinzufügen</translation>
        </message>
        <message>
            <source>Run the queue</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>Warteschlange starten</translation>
        </message>
        <message>
            <source>Hold after this one</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>Nach diesem warten</translation>
        </message>
        <message>
            <source>Earlier</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>Früher</translation>
        </message>
        <message>
            <source>Later</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>Später</translation>
        </message>
        <message>
            <source>Take out of the queue (Del)</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>Aus der Warteschlange nehmen (Entf)</translation>
        </message>
        <message>
            <source>documents run one after another, also without the window</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>Dokumente laufen nacheinander, auch ohne das Fenster</translation>
        </message>
        <message>
            <source>{waiting}; held</source>
            <extracomment>curator_gui/ui/runs/queue_panel.py</extracomment>
            <translation>{waiting}; hält an</translation>
        </message>
        <message>
            <source>Earlier runs</source>
            <extracomment>curator_gui/ui/runs/table.py</extracomment>
            <translation>Frühere Läufe</translation>
        </message>
        <message>
            <source>Show results</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Ergebnisse</translation>
        </message>
        <message>
            <source>Fill Monitor and Results from this run</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Monitor und Ergebnisse mit diesem Lauf füllen</translation>
        </message>
        <message>
            <source>Reopen</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Wieder öffnen</translation>
        </message>
        <message>
            <source>Open the document as it was when this run started</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Das Dokument so öffnen, wie es zu Beginn dieses Laufs war</translation>
        </message>
        <message>
            <source>Go on</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Run what this run has not finished</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Ausführen, was dieser Lauf nicht abgeschlossen hat</translation>
        </message>
        <message>
            <source>Report...</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Bericht...</translation>
        </message>
        <message>
            <source>Write a report as one HTML file</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Einen Bericht als eine HTML-Datei schreiben</translation>
        </message>
        <message>
            <source>Compare</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <source>Compare two runs: select both</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Zwei Läufe vergleichen: beide auswählen</translation>
        </message>
        <message>
            <source>Delete...</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Löschen...</translation>
        </message>
        <message>
            <source>Delete the records of the selected runs</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Die Aufzeichnungen der ausgewählten Läufe löschen</translation>
        </message>
        <message>
            <source>No runs yet</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Noch keine Läufe</translation>
        </message>
        <message>
            <source>Every run on this computer is recorded and listed here, also after a crash.</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Jeder Lauf auf diesem Rechner wird aufgezeichnet und steht hier, auch nach einem Absturz.</translation>
        </message>
        <message>
            <source>Runs</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Läufe</translation>
        </message>
        <message>
            <source>Search (Ctrl+F): document, date, outcome</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Suchen (Strg+F): Dokument, Datum, Ausgang</translation>
        </message>
        <message>
            <source>Search in the runs</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>In den Läufen suchen</translation>
        </message>
        <message>
            <source>Open the report</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Bericht öffnen</translation>
        </message>
        <message>
            <source>Record: {record}</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Aufzeichnung: {record}</translation>
        </message>
        <message>
            <source>Document: {path}</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>Dokument: {path}</translation>
        </message>
        <message numerus="yes">
            <source>{n} runs</source>
            <extracomment>curator_gui/ui/runs/view.py</extracomment>
            <translation>
                <numerusform>{n} Lauf</numerusform>
                <numerusform>{n} Läufe</numerusform>
            </translation>
        </message>
        <message>
            <source>The language changes when Curator is started again.</source>
            <extracomment>curator_gui/ui/shell/appearance.py</extracomment>
            <translation>Die Sprache wechselt beim nächsten Start von Curator.</translation>
        </message>
        <message>
            <source>&amp;Undo {edit}</source>
            <extracomment>curator_gui/ui/shell/commands.py</extracomment>
            <translation>&amp;Rückgängig: {edit}</translation>
        </message>
        <message>
            <source>&amp;Redo {edit}</source>
            <extracomment>curator_gui/ui/shell/commands.py</extracomment>
            <translation>&amp;Wiederherstellen: {edit}</translation>
        </message>
        <message>
            <source>No document was opened yet</source>
            <extracomment>curator_gui/ui/shell/file_menus.py</extracomment>
            <translation>Noch kein Dokument geöffnet</translation>
        </message>
        <message>
            <source>No sample projects are installed.</source>
            <extracomment>curator_gui/ui/shell/file_menus.py</extracomment>
            <translation>Es sind keine Beispielprojekte installiert.</translation>
        </message>
        <message>
            <source>Open &amp;recent</source>
            <extracomment>curator_gui/ui/shell/file_menus.py</extracomment>
            <translation>&amp;Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Sa&amp;mples</source>
            <extracomment>curator_gui/ui/shell/file_menus.py</extracomment>
            <translation>&amp;Beispiele</translation>
        </message>
        <message>
            <source>Command palette</source>
            <extracomment>curator_gui/ui/shell/palette.py</extracomment>
            <translation>Befehlspalette</translation>
        </message>
        <message>
            <source>Type what you want to do</source>
            <extracomment>curator_gui/ui/shell/palette.py</extracomment>
            <translation>Eintippen, was Sie tun möchten</translation>
        </message>
        <message>
            <source>Commands</source>
            <extracomment>curator_gui/ui/shell/palette.py</extracomment>
            <translation>Befehle</translation>
        </message>
        <message>
            <source>Add</source>
            <extracomment>curator_gui/ui/shell/palette_entries.py</extracomment>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>Documents that exist keep the options that they were saved with.</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Vorhandene Dokumente behalten die Optionen, mit denen sie gespeichert wurden.</translation>
        </message>
        <message>
            <source>Another language is spoken after the next start.</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Eine andere Sprache gilt nach dem nächsten Start.</translation>
        </message>
        <message>
            <source>A folder with installers, or the address of a text whose first line is the newest version. It is looked at when Curator starts; nothing else is sent.</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Ein Ordner mit Installationsdateien oder die Adresse eines Textes, dessen erste Zeile die neueste Version ist. Beim Start von Curator wird dort nachgesehen; sonst wird nichts gesendet.</translation>
        </message>
        <message>
            <source>Preferences</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>nowhere</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>nirgends</translation>
        </message>
        <message>
            <source>Where newer versions are looked for</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Wo nach neueren Versionen gesehen wird</translation>
        </message>
        <message>
            <source>Window</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Fenster</translation>
        </message>
        <message>
            <source>Runs of new pipelines</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Läufe neuer Pipelines</translation>
        </message>
        <message>
            <source>Folders</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Close</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Show the tour again</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Die Tour noch einmal zeigen</translation>
        </message>
        <message>
            <source>Colors</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Farben</translation>
        </message>
        <message>
            <source>Language</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Newer versions</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Neuere Versionen</translation>
        </message>
        <message>
            <source>Open the folder: {name}</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Den Ordner öffnen: {name}</translation>
        </message>
        <message>
            <source>The environment variable {name} moves it.</source>
            <extracomment>curator_gui/ui/shell/preferences.py</extracomment>
            <translation>Die Umgebungsvariable {name} verlegt ihn.</translation>
        </message>
        <message>
            <source>{place} was not loaded: {why}</source>
            <extracomment>curator_gui/ui/shell/reloading.py</extracomment>
            <translation>{place} wurde nicht geladen: {why}</translation>
        </message>
        <message>
            <source>If Curator crashed now, no report could be written: {why}</source>
            <extracomment>curator_gui/ui/shell/starting/crash_offer.py</extracomment>
            <translation>Stürzte Curator jetzt ab, könnte kein Bericht geschrieben werden: {why}</translation>
        </message>
        <message>
            <source>Curator ended in an unusual way before. What is known about it stands in {path}; it was sent nowhere. `curator-gui doctor --bundle report.zip` puts a report together.</source>
            <extracomment>curator_gui/ui/shell/starting/crash_offer.py</extracomment>
            <translation>Curator endete zuvor auf ungewöhnliche Weise. Was darüber bekannt ist, steht in {path}; es wurde nirgendwohin gesandt. `curator-gui doctor --bundle bericht.zip` stellt einen Bericht zusammen.</translation>
        </message>
        <message>
            <source>Copy it</source>
            <extracomment>curator_gui/ui/shell/starting/crash_offer.py</extracomment>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Something went wrong inside Curator. Your document is still open.</source>
            <extracomment>curator_gui/ui/shell/starting/error_dialog.py</extracomment>
            <translation>In Curator ist etwas schiefgegangen. Ihr Dokument ist noch geöffnet.</translation>
        </message>
        <message>
            <source>Unexpected error</source>
            <extracomment>curator_gui/ui/shell/starting/error_dialog.py</extracomment>
            <translation>Unerwarteter Fehler</translation>
        </message>
        <message>
            <source>Curator {version} is there (this is {mine}): {place}</source>
            <extracomment>curator_gui/ui/shell/starting/update_offer.py</extracomment>
            <translation>Curator {version} ist da (dies ist {mine}): {place}</translation>
        </message>
        <message>
            <source>A newer version could not be looked for. {why}</source>
            <extracomment>curator_gui/ui/shell/starting/update_offer.py</extracomment>
            <translation>Nach einer neueren Version konnte nicht gesucht werden. {why}</translation>
        </message>
        <message>
            <source>Show it</source>
            <extracomment>curator_gui/ui/shell/starting/update_offer.py</extracomment>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Documents that you open or save will be listed here.</source>
            <extracomment>curator_gui/ui/shell/welcome.py</extracomment>
            <translation>Hier werden Dokumente stehen, die Sie öffnen oder speichern.</translation>
        </message>
        <message>
            <source>{when}: {done} of {total} done; go on with the rest</source>
            <extracomment>curator_gui/ui/shell/welcome.py</extracomment>
            <translation>{when}: {done} von {total} fertig; mit dem Rest weitermachen</translation>
        </message>
        <message>
            <source>Interrupted runs</source>
            <extracomment>curator_gui/ui/shell/welcome.py</extracomment>
            <translation>Unterbrochene Läufe</translation>
        </message>
        <message>
            <source>Choose folder...</source>
            <extracomment>curator_gui/ui/shell/welcome.py</extracomment>
            <translation>Ordner wählen...</translation>
        </message>
        <message>
            <source>Choose files...</source>
            <extracomment>curator_gui/ui/shell/welcome.py</extracomment>
            <translation>Dateien wählen...</translation>
        </message>
        <message>
            <source>Paste a path</source>
            <extracomment>curator_gui/ui/shell/welcome.py</extracomment>
            <translation>Pfad einfügen</translation>
        </message>
        <message>
            <source>What do you have?</source>
            <extracomment>curator_gui/ui/shell/welcome.py</extracomment>
            <translation>Was ist vorhanden?</translation>
        </message>
        <message>
            <source>Recent documents</source>
            <extracomment>curator_gui/ui/shell/welcome.py</extracomment>
            <translation>Zuletzt benutzte Dokumente</translation>
        </message>
        <message>
            <source>Try it with a sample</source>
            <extracomment>curator_gui/ui/shell/welcome.py</extracomment>
            <translation>Mit einem Beispiel versuchen</translation>
        </message>
        <message>
            <source>Drop a folder or files here</source>
            <extracomment>curator_gui/ui/shell/welcome.py</extracomment>
            <translation>Ordner oder Dateien hier ablegen</translation>
        </message>
        <message>
            <source>Results are only read, never changed.</source>
            <extracomment>curator_gui/ui/shell/welcome.py</extracomment>
            <translation>Ergebnisse werden nur gelesen, nie geändert.</translation>
        </message>
        <message>
            <source>Welcome</source>
            <extracomment>curator_gui/ui/shell/workbench.py</extracomment>
            <translation>Willkommen</translation>
        </message>
        <message>
            <source>The run could not go on without the window: {why}</source>
            <extracomment>curator_gui/ui/shell/workbench.py</extracomment>
            <translation>Der Lauf konnte ohne das Fenster nicht weitergehen: {why}</translation>
        </message>
        <message>
            <source>Views</source>
            <extracomment>curator_gui/ui/shell/workbench.py</extracomment>
            <translation>Ansichten</translation>
        </message>
        <message>
            <source>Build</source>
            <extracomment>curator_gui/ui/shell/workbench.py</extracomment>
            <translation>Aufbau</translation>
        </message>
        <message>
            <source>Pipeline</source>
            <extracomment>curator_gui/ui/shell/workbench.py</extracomment>
            <translation>Pipeline</translation>
        </message>
        <message>
            <source>describe the data set</source>
            <extracomment>curator_gui/app/dataset/describing.py</extracomment>
            <translation>den Datensatz beschreiben</translation>
        </message>
        <message>
            <source>undecided</source>
            <extracomment>curator_gui/app/dataset/formats.py</extracomment>
            <translation>unentschieden</translation>
        </message>
        <message>
            <source>keep</source>
            <extracomment>curator_gui/app/dataset/formats.py</extracomment>
            <translation>behalten</translation>
        </message>
        <message>
            <source>leave out</source>
            <extracomment>curator_gui/app/dataset/formats.py</extracomment>
            <translation>weglassen</translation>
        </message>
        <message>
            <source>check later</source>
            <extracomment>curator_gui/app/dataset/formats.py</extracomment>
            <translation>später prüfen</translation>
        </message>
        <message>
            <source>Item</source>
            <extracomment>curator_gui/app/dataset/table_model.py</extracomment>
            <translation>Element</translation>
        </message>
        <message>
            <source>Decision</source>
            <extracomment>curator_gui/app/dataset/table_model.py</extracomment>
            <translation>Entscheidung</translation>
        </message>
        <message>
            <source>change {name} of {step}</source>
            <extracomment>curator_gui/app/document/edits.py</extracomment>
            <translation>{name} von „{step}“ ändern</translation>
        </message>
        <message>
            <source>enable {step}</source>
            <extracomment>curator_gui/app/document/edits.py</extracomment>
            <translation>„{step}“ einschalten</translation>
        </message>
        <message>
            <source>disable {step}</source>
            <extracomment>curator_gui/app/document/edits.py</extracomment>
            <translation>„{step}“ ausschalten</translation>
        </message>
        <message>
            <source>change {name}</source>
            <extracomment>curator_gui/app/document/edits.py</extracomment>
            <translation>{name} ändern</translation>
        </message>
        <message>
            <source>remove {step}</source>
            <extracomment>curator_gui/app/document/edits.py</extracomment>
            <translation>„{step}“ entfernen</translation>
        </message>
        <message>
            <source>duplicate {step}</source>
            <extracomment>curator_gui/app/document/edits.py</extracomment>
            <translation>„{step}“ duplizieren</translation>
        </message>
        <message>
            <source>add {step}</source>
            <extracomment>curator_gui/app/document/edits.py</extracomment>
            <translation>„{step}“ hinzufügen</translation>
        </message>
        <message>
            <source>move {step}</source>
            <extracomment>curator_gui/app/document/edits.py</extracomment>
            <translation>„{step}“ verschieben</translation>
        </message>
        <message>
            <source>go on with the others</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>weitermachen</translation>
        </message>
        <message>
            <source>begin no further one</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>keinen weiteren beginnen</translation>
        </message>
        <message>
            <source>end the run with the error</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>den Lauf mit dem Fehler beenden</translation>
        </message>
        <message>
            <source>fail the item</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>Element schlägt fehl</translation>
        </message>
        <message>
            <source>go on without it</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>ohne weitermachen</translation>
        </message>
        <message>
            <source>mean 0, deviation 1</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>Mittel 0, Abweichung 1</translation>
        </message>
        <message>
            <source>from 0 to 1</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>von 0 bis 1</translation>
        </message>
        <message>
            <source>with one value</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>mit einem Wert</translation>
        </message>
        <message>
            <source>with the mean</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>mit dem Mittelwert</translation>
        </message>
        <message>
            <source>from the values around it</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>aus den Werten ringsum</translation>
        </message>
        <message>
            <source>only these</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>nur diese</translation>
        </message>
        <message>
            <source>the nearest one</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>der nächstgelegene</translation>
        </message>
        <message>
            <source>the usual measures</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>die üblichen Maße</translation>
        </message>
        <message>
            <source>also what takes long</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>auch, was länger dauert</translation>
        </message>
        <message>
            <source>warn</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>warnen</translation>
        </message>
        <message>
            <source>count it as an error</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>als Fehler werten</translation>
        </message>
        <message>
            <source>do not begin</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>nicht beginnen</translation>
        </message>
        <message>
            <source>as other programs</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>wie andere Programme</translation>
        </message>
        <message>
            <source>below other programs</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>hinter anderen Programmen</translation>
        </message>
        <message>
            <source>leave the rest out</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>den Rest weglassen</translation>
        </message>
        <message>
            <source>take fewer values</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>weniger Werte nehmen</translation>
        </message>
        <message>
            <source>keep whole cells</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>ganze Zellen behalten</translation>
        </message>
        <message>
            <source>cut the cells</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>die Zellen schneiden</translation>
        </message>
        <message>
            <source>take all there are</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>alle nehmen, die es gibt</translation>
        </message>
        <message>
            <source>the last one</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>der letzte</translation>
        </message>
        <message>
            <source>the first one</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>der erste</translation>
        </message>
        <message>
            <source>all of them</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>alle</translation>
        </message>
        <message>
            <source>join them</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>zusammenfügen</translation>
        </message>
        <message>
            <source>one item each</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>je ein Element</translation>
        </message>
        <message>
            <source>as they are</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>wie sie sind</translation>
        </message>
        <message>
            <source>alike on the whole surface</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>einheitlich auf der ganzen Fläche</translation>
        </message>
        <message>
            <source>outward</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>nach außen</translation>
        </message>
        <message>
            <source>all processors</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>alle Prozessoren</translation>
        </message>
        <message>
            <source>not set by default</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>Vorgabe: ohne</translation>
        </message>
        <message>
            <source>default {value}</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>Vorgabe {value}</translation>
        </message>
        <message>
            <source>no</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>nein</translation>
        </message>
        <message>
            <source>empty</source>
            <extracomment>curator_gui/app/document/param_values.py</extracomment>
            <translation>leer</translation>
        </message>
        <message>
            <source>needs meshes</source>
            <extracomment>curator_gui/app/document/recipes.py</extracomment>
            <translation>braucht Netze</translation>
        </message>
        <message>
            <source>needs fields on a grid</source>
            <extracomment>curator_gui/app/document/recipes.py</extracomment>
            <translation>braucht Felder auf einem Gitter</translation>
        </message>
        <message>
            <source>needs structures of atoms</source>
            <extracomment>curator_gui/app/document/recipes.py</extracomment>
            <translation>braucht Atomstrukturen</translation>
        </message>
        <message>
            <source>no mesh could be read</source>
            <extracomment>curator_gui/app/document/recipes.py</extracomment>
            <translation>kein Netz konnte gelesen werden</translation>
        </message>
        <message>
            <source>needs fields on points or cells</source>
            <extracomment>curator_gui/app/document/recipes.py</extracomment>
            <translation>braucht Felder auf Punkten oder Zellen</translation>
        </message>
        <message>
            <source>needs variables</source>
            <extracomment>curator_gui/app/document/recipes.py</extracomment>
            <translation>braucht Variablen</translation>
        </message>
        <message>
            <source>needs latitude and longitude</source>
            <extracomment>curator_gui/app/document/recipes.py</extracomment>
            <translation>braucht Breite und Länge</translation>
        </message>
        <message>
            <source>no structure could be read</source>
            <extracomment>curator_gui/app/document/recipes.py</extracomment>
            <translation>keine Struktur konnte gelesen werden</translation>
        </message>
        <message>
            <source>Untitled</source>
            <extracomment>curator_gui/app/document/recovery.py</extracomment>
            <translation>Unbenannt</translation>
        </message>
        <message>
            <source>engine</source>
            <extracomment>curator_gui/app/monitor/log_model.py</extracomment>
            <translation>Kern</translation>
        </message>
        <message>
            <source>Text</source>
            <extracomment>curator_gui/app/monitor/log_model.py</extracomment>
            <translation>Text</translation>
        </message>
        <message>
            <source>debug</source>
            <extracomment>curator_gui/app/monitor/log_model.py</extracomment>
            <translation>Einzelheit</translation>
        </message>
        <message>
            <source>info</source>
            <extracomment>curator_gui/app/monitor/log_model.py</extracomment>
            <translation>Info</translation>
        </message>
        <message>
            <source>error</source>
            <extracomment>curator_gui/app/monitor/log_model.py</extracomment>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>{size} free in {place}</source>
            <extracomment>curator_gui/app/planning/forecast.py</extracomment>
            <translation>{size} frei in {place}</translation>
        </message>
        <message>
            <source>a sample of {items}, measured {when} with one worker alone</source>
            <extracomment>curator_gui/app/planning/forecast.py</extracomment>
            <translation>eine Stichprobe von {items}, gemessen am {when} mit nur einem Worker</translation>
        </message>
        <message>
            <source>not known, because this sink can write only to its own place</source>
            <extracomment>curator_gui/app/planning/forecast.py</extracomment>
            <translation>nicht bekannt, weil diese Senke nur an ihren eigenen Platz schreiben kann</translation>
        </message>
        <message>
            <source>nothing: these steps have not been run yet</source>
            <extracomment>curator_gui/app/planning/forecast.py</extracomment>
            <translation>nichts: diese Schritte sind noch nie gelaufen</translation>
        </message>
        <message>
            <source>{items} finished by the run of {when}</source>
            <extracomment>curator_gui/app/planning/forecast.py</extracomment>
            <translation>{items}, abgeschlossen im Lauf vom {when}</translation>
        </message>
        <message>
            <source>free some space or choose another folder</source>
            <extracomment>curator_gui/app/planning/forecast.py</extracomment>
            <translation>schaffen Sie Platz oder wählen Sie einen anderen Ordner</translation>
        </message>
        <message>
            <source>without writing</source>
            <extracomment>curator_gui/app/planning/forecast.py</extracomment>
            <translation>ohne Schreiben</translation>
        </message>
        <message>
            <source>too few to know how much they differ</source>
            <extracomment>curator_gui/app/planning/forecast.py</extracomment>
            <translation>zu wenige, um ihre Streuung zu kennen</translation>
        </message>
        <message>
            <source>the outputs do not fit: they need {needed}, but {place} has only {free} free; </source>
            <extracomment>curator_gui/app/planning/forecast.py</extracomment>
            <translation>die Ausgaben passen nicht: sie brauchen {needed}, aber {place} hat nur {free} frei; </translation>
        </message>
        <message>
            <source>the outputs may not fit: they need {needed}, but {place} has only {free} free; </source>
            <extracomment>curator_gui/app/planning/forecast.py</extracomment>
            <translation>die Ausgaben passen vielleicht nicht: sie brauchen {needed}, aber {place} hat nur {free} frei; </translation>
        </message>
        <message>
            <source>nothing: no index of the sample of {when} was finished</source>
            <extracomment>curator_gui/app/planning/forecast.py</extracomment>
            <translation>nichts: kein Index der Stichprobe vom {when} wurde abgeschlossen</translation>
        </message>
        <message numerus="yes">
            <source>{n} cores</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation>
                <numerusform>{n} Kern</numerusform>
                <numerusform>{n} Kernen</numerusform>
            </translation>
        </message>
        <message>
            <source>; more workers than cores are seldom faster, and each needs its own memory</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation>; mehr Worker als Kerne sind selten schneller, und jeder braucht eigenen Speicher</translation>
        </message>
        <message>
            <source>The workers are on the cluster: cores and memory of this machine do not count.</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation>Die Worker sind auf dem Cluster: Kerne und Speicher dieses Rechners zählen nicht.</translation>
        </message>
        <message>
            <source>{size} of memory free; what a worker needs is not known before a run or a sample</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation>{size} Speicher frei; was ein Worker braucht, ist vor einem Lauf oder einer Stichprobe nicht bekannt</translation>
        </message>
        <message>
            <source>: not even one worker fits; close other programs</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation>: nicht einmal ein Worker passt hinein; schließen Sie andere Programme</translation>
        </message>
        <message>
            <source>{workers} on {cores}</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation>{workers} auf {cores}</translation>
        </message>
        <message>
            <source>{workers} × {threads} on {cores}: the threads wait for each other; by default the cores are divided among the workers</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation>{workers} × {threads} auf {cores}: die Threads warten aufeinander; in der Vorgabe werden die Kerne auf die Worker verteilt</translation>
        </message>
        <message numerus="yes">
            <source>{n} threads</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation>
                <numerusform>{n} Thread</numerusform>
                <numerusform>{n} Threads</numerusform>
            </translation>
        </message>
        <message>
            <source>Use the default</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation>Vorgabe verwenden</translation>
        </message>
        <message>
            <source>{workers} × {each} = {total} of {free} free memory</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation>{workers} × {each} = {total} von {free} freiem Speicher</translation>
        </message>
        <message>
            <source>: use at most {workers}</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation>: höchstens {workers} verwenden</translation>
        </message>
        <message>
            <source> ({n} physical)</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation> ({n} physische)</translation>
        </message>
        <message>
            <source>Use {n}</source>
            <extracomment>curator_gui/app/planning/option_advice.py</extracomment>
            <translation>{n} verwenden</translation>
        </message>
        <message>
            <source>Gentle</source>
            <extracomment>curator_gui/app/planning/option_presets.py</extracomment>
            <translation>Schonend</translation>
        </message>
        <message>
            <source>Half of the cores with one thread each, at low priority: the computer stays fast for other work.</source>
            <extracomment>curator_gui/app/planning/option_presets.py</extracomment>
            <translation>Die Hälfte der Kerne mit je einem Thread, bei niedriger Priorität: der Rechner bleibt für andere Arbeit schnell.</translation>
        </message>
        <message>
            <source>Balanced</source>
            <extracomment>curator_gui/app/planning/option_presets.py</extracomment>
            <translation>Ausgewogen</translation>
        </message>
        <message>
            <source>All cores but one: the window and other programs keep a core.</source>
            <extracomment>curator_gui/app/planning/option_presets.py</extracomment>
            <translation>Alle Kerne bis auf einen: Fenster und andere Programme behalten einen Kern.</translation>
        </message>
        <message>
            <source>All cores</source>
            <extracomment>curator_gui/app/planning/option_presets.py</extracomment>
            <translation>Alle Kerne</translation>
        </message>
        <message>
            <source>One worker per core: the fastest, for a computer that nobody else needs meanwhile.</source>
            <extracomment>curator_gui/app/planning/option_presets.py</extracomment>
            <translation>Ein Worker je Kern: am schnellsten, für einen Rechner, den sonst gerade niemand braucht.</translation>
        </message>
        <message>
            <source>{first} to {last}</source>
            <extracomment>curator_gui/app/planning/planner.py</extracomment>
            <translation>{first} bis {last}</translation>
        </message>
        <message>
            <source>raised an error</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>löste einen Fehler aus</translation>
        </message>
        <message>
            <source>its worker died</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>sein Worker ist abgestürzt</translation>
        </message>
        <message>
            <source>took longer than allowed</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>dauerte länger als erlaubt</translation>
        </message>
        <message>
            <source>took more memory than allowed</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>brauchte mehr Speicher als erlaubt</translation>
        </message>
        <message>
            <source>its result could not be sent</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>sein Ergebnis konnte nicht gesendet werden</translation>
        </message>
        <message>
            <source>the pipeline could not be loaded</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>die Pipeline konnte nicht geladen werden</translation>
        </message>
        <message>
            <source>Number of the source item</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Nummer des Elements in der Quelle</translation>
        </message>
        <message>
            <source>Name of the item in its source; the first 100,000 are named</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Name des Elements in seiner Quelle; die ersten 100.000 haben einen</translation>
        </message>
        <message>
            <source>Status</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Status</translation>
        </message>
        <message>
            <source>What has become of the index</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Was aus dem Index geworden ist</translation>
        </message>
        <message>
            <source>Cause</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Ursache</translation>
        </message>
        <message>
            <source>Duration</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>Time of the last attempt</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Zeit des letzten Versuchs</translation>
        </message>
        <message>
            <source>Worker of the last attempt</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Worker des letzten Versuchs</translation>
        </message>
        <message>
            <source>Attempts</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Versuche</translation>
        </message>
        <message>
            <source>How often the index was begun</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Wie oft der Index begonnen wurde</translation>
        </message>
        <message>
            <source>Memory of the worker after the index</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Speicher des Workers nach dem Index</translation>
        </message>
        <message>
            <source>Started</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Begonnen</translation>
        </message>
        <message>
            <source>Time of day at which the last attempt began</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Uhrzeit, zu der der letzte Versuch begann</translation>
        </message>
        <message>
            <source>Bytes written</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Geschriebene Bytes</translation>
        </message>
        <message>
            <source>Written</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Geschrieben</translation>
        </message>
        <message>
            <source>Outputs or reason</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Ausgaben oder Grund</translation>
        </message>
        <message>
            <source>First file written and how many more, or why there is none</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Erste geschriebene Datei und wie viele weitere, oder warum es keine gibt</translation>
        </message>
        <message>
            <source>How many files each of several sinks has written</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Wie viele Dateien jede von mehreren Senken geschrieben hat</translation>
        </message>
        <message>
            <source>Why it failed or was skipped</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Warum er fehlschlug oder übersprungen wurde</translation>
        </message>
        <message>
            <source>Unchanged</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Unverändert</translation>
        </message>
        <message>
            <source>How often a step did nothing to an item</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Wie oft ein Schritt an einem Datensatz nichts tat</translation>
        </message>
        <message>
            <source>Remarks</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Anmerkungen</translation>
        </message>
        <message>
            <source>How often a step had something to say about an item</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Wie oft ein Schritt etwas zu einem Datensatz anzumerken hatte</translation>
        </message>
        <message>
            <source>Steps said</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>Schritte merken an</translation>
        </message>
        <message>
            <source>{n}: {why}</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>{n}: {why}</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>und {n} weitere</translation>
        </message>
        <message>
            <source>{step}: {words} ({n} items)</source>
            <extracomment>curator_gui/app/results/columns.py</extracomment>
            <translation>{step}: {words} ({n} Datensätze)</translation>
        </message>
        <message>
            <source>there is no {name}</source>
            <extracomment>curator_gui/app/results/reasons.py</extracomment>
            <translation>{name} gibt es nicht</translation>
        </message>
        <message>
            <source>With failures</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Mit Fehlern</translation>
        </message>
        <message>
            <source>Outcome</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Ausgang</translation>
        </message>
        <message>
            <source>How the run ended</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Wie der Lauf endete</translation>
        </message>
        <message>
            <source>Document</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Dokument</translation>
        </message>
        <message>
            <source>The pipeline document that was run</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Das ausgeführte Pipeline-Dokument</translation>
        </message>
        <message>
            <source>When the run began</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Wann der Lauf begann</translation>
        </message>
        <message>
            <source>How long the run took, all its parts together</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Wie lange der Lauf dauerte, alle Teile zusammen</translation>
        </message>
        <message>
            <source>Indices</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Indizes</translation>
        </message>
        <message>
            <source>How many indices were chosen</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Wie viele Indizes gewählt waren</translation>
        </message>
        <message>
            <source>Indices with their outputs</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Indizes mit ihren Ausgaben</translation>
        </message>
        <message>
            <source>Indices that failed or were quarantined</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Indizes, die fehlschlugen oder in Quarantäne kamen</translation>
        </message>
        <message>
            <source>Skipped</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>Indices that needed no run</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Indizes, die keinen Lauf brauchten</translation>
        </message>
        <message>
            <source>Indices that were not run to their end</source>
            <extracomment>curator_gui/app/runs/history.py</extracomment>
            <translation>Indizes, die nicht zu Ende geführt wurden</translation>
        </message>
    </context>
    <context>
        <name>components</name>
        <message>
            <source>Dam break</source>
            <extracomment>samples</extracomment>
            <translation>Dammbruch</translation>
        </message>
        <message>
            <source>A column of water collapses in a tank: 21 time steps of a finite-volume solver. Keeps the water fraction and the velocity, averages them onto the points and writes VTU files.</source>
            <extracomment>samples</extracomment>
            <translation>Eine Wassersäule bricht in einem Becken zusammen: 21 Zeitschritte eines Finite-Volumen-Lösers. Behält Wasseranteil und Geschwindigkeit, mittelt sie auf die Punkte und schreibt VTU-Dateien.</translation>
        </message>
        <message>
            <source>ERA5 ensemble members</source>
            <extracomment>samples</extracomment>
            <translation>ERA5-Ensemblemitglieder</translation>
        </message>
        <message>
            <source>Ten ensemble members of the ERA5 reanalysis: temperature to degrees Celsius, 32-bit numbers, one Zarr store of all members, and the mean and deviation per level as a data set for training needs.</source>
            <extracomment>samples</extracomment>
            <translation>Zehn Ensemblemitglieder der ERA5-Reanalyse: Temperatur in Grad Celsius, 32-Bit-Zahlen, ein Zarr-Speicher aller Mitglieder sowie Mittelwert und Abweichung je Niveau, wie ein Trainingsdatensatz sie braucht.</translation>
        </message>
        <message>
            <source>QM9 molecules</source>
            <extracomment>samples</extracomment>
            <translation>QM9-Moleküle</translation>
        </message>
        <message>
            <source>100 molecules of the QM9 data set with energies in eV, one extended XYZ file each.</source>
            <extracomment>samples</extracomment>
            <translation>100 Moleküle des QM9-Datensatzes mit Energien in eV, je eine Extended-XYZ-Datei.</translation>
        </message>
        <message>
            <source>Surface data set</source>
            <extracomment>recipes</extracomment>
            <translation>Oberflächen-Datensatz</translation>
        </message>
        <message>
            <source>Points, triangles and normals of every mesh's outside, with its fields, as NumPy files.</source>
            <extracomment>recipes</extracomment>
            <translation>Punkte, Dreiecke und Normalen der Außenseite jedes Netzes mit seinen Feldern, als NumPy-Dateien.</translation>
        </message>
        <message>
            <source>surface · normals · NPZ</source>
            <extracomment>recipes</extracomment>
            <translation>Oberfläche · Normalen · NPZ</translation>
        </message>
        <message>
            <source>Volume points</source>
            <extracomment>recipes</extracomment>
            <translation>Punkte im Volumen</translation>
        </message>
        <message>
            <source>Points sampled at random with their fields, for a model that learns from points.</source>
            <extracomment>recipes</extracomment>
            <translation>Zufällig gewählte Punkte mit ihren Feldern, für ein Modell, das aus Punkten lernt.</translation>
        </message>
        <message>
            <source>sample · statistics · Zarr</source>
            <extracomment>recipes</extracomment>
            <translation>Auswahl · Statistik · Zarr</translation>
        </message>
        <message>
            <source>Field on a uniform grid</source>
            <extracomment>recipes</extracomment>
            <translation>Feld auf einem gleichmäßigen Gitter</translation>
        </message>
        <message>
            <source>Fields of every mesh at the points of one uniform grid, for a convolutional model.</source>
            <extracomment>recipes</extracomment>
            <translation>Felder jedes Netzes an den Punkten eines gleichmäßigen Gitters, für ein Modell mit Faltungen.</translation>
        </message>
        <message>
            <source>Graph for a network</source>
            <extracomment>recipes</extracomment>
            <translation>Graph für ein Netzwerk</translation>
        </message>
        <message>
            <source>Nodes, cells and fields of every mesh for a graph loader, duplicate points merged.</source>
            <extracomment>recipes</extracomment>
            <translation>Knoten, Zellen und Felder jedes Netzes für einen Graph-Lader, doppelte Punkte zusammengelegt.</translation>
        </message>
        <message>
            <source>clean · statistics · HDF5</source>
            <extracomment>recipes</extracomment>
            <translation>Bereinigen · Statistik · HDF5</translation>
        </message>
        <message>
            <source>Fields on a grid</source>
            <extracomment>recipes</extracomment>
            <translation>Felder auf einem Gitter</translation>
        </message>
        <message>
            <source>All variables of every file as one Zarr store, with the mean and deviation.</source>
            <extracomment>recipes</extracomment>
            <translation>Alle Variablen jeder Datei als ein Zarr-Speicher, mit Mittelwert und Abweichung.</translation>
        </message>
        <message>
            <source>select · statistics · Zarr</source>
            <extracomment>recipes</extracomment>
            <translation>Wählen · Statistik · Zarr</translation>
        </message>
        <message>
            <source>Weather training store</source>
            <extracomment>recipes</extracomment>
            <translation>Wetter-Trainingsdaten</translation>
        </message>
        <message>
            <source>A region of every field, standardized, as one Zarr store with its constants.</source>
            <extracomment>recipes</extracomment>
            <translation>Eine Region jedes Feldes, standardisiert, als ein Zarr-Speicher mit seinen Konstanten.</translation>
        </message>
        <message>
            <source>crop · standardize · Zarr</source>
            <extracomment>recipes</extracomment>
            <translation>Ausschnitt · Standardisieren · Zarr</translation>
        </message>
        <message>
            <source>Energies and forces</source>
            <extracomment>recipes</extracomment>
            <translation>Energien und Kräfte</translation>
        </message>
        <message>
            <source>Structures of chosen elements with their energies for an interatomic potential.</source>
            <extracomment>recipes</extracomment>
            <translation>Strukturen gewählter Elemente mit ihren Energien für ein interatomares Potential.</translation>
        </message>
        <message>
            <source>filter · statistics · LMDB</source>
            <extracomment>recipes</extracomment>
            <translation>Filter · Statistik · LMDB</translation>
        </message>
        <message>
            <source>Quality numbers and a report</source>
            <extracomment>recipes</extracomment>
            <translation>Güte in Zahlen und ein Bericht</translation>
        </message>
        <message>
            <source>A table of all meshes with shape measures of their cells; the meshes stay as they are.</source>
            <extracomment>recipes</extracomment>
            <translation>Eine Tabelle aller Netze mit Formmaßen ihrer Zellen; die Netze bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>measures · table · VTKHDF</source>
            <extracomment>recipes</extracomment>
            <translation>Maße · Tabelle · VTKHDF</translation>
        </message>
        <message>
            <source>Atomistic structures</source>
            <extracomment>domain atoms</extracomment>
            <translation>Atomistische Strukturen</translation>
        </message>
        <message>
            <source>ASE databases</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>ASE-Datenbanken</translation>
        </message>
        <message>
            <source>Reads each row of one or many ASE databases (SQLite, .db) as a structure.</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Liest jede Zeile einer oder vieler ASE-Datenbanken (SQLite, .db) als Struktur.</translation>
        </message>
        <message>
            <source>Path</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Pfad</translation>
        </message>
        <message>
            <source>A database of ASE in SQLite, or a folder of them.</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Eine ASE-Datenbank in SQLite oder ein Ordner davon.</translation>
        </message>
        <message>
            <source>Pattern</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Muster</translation>
        </message>
        <message>
            <source>Which files of a folder are read: a glob such as *.xyz, or several with commas.</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Welche Dateien eines Ordners gelesen werden: ein Glob wie *.xyz, oder mehrere mit Kommas.</translation>
        </message>
        <message>
            <source>Recursive</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Rekursiv</translation>
        </message>
        <message>
            <source>Look into the folders below as well.</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Auch in die Unterordner schauen.</translation>
        </message>
        <message>
            <source>Frames</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Frames</translation>
        </message>
        <message>
            <source>Which frames of each file: all, one number (0 the first, -1 the last), or a slice such as ::10 for every tenth.</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Welche Frames jeder Datei: all, eine Zahl (0 der erste, -1 der letzte) oder ein Slice wie ::10 für jeden zehnten.</translation>
        </message>
        <message>
            <source>Energy key</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Energie-Name</translation>
        </message>
        <message>
            <source>The file's own name for the total energy (eV); not set if it has the standard name or none.</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Name der Datei für die Gesamtenergie (eV); leer, wenn sie den üblichen Namen hat oder keine enthält.</translation>
        </message>
        <message>
            <source>Forces key</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Kräfte-Name</translation>
        </message>
        <message>
            <source>The file's own name for the forces (eV/Å); not set if it has the standard name or none.</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Name der Datei für die Kräfte (eV/Å); leer, wenn sie den üblichen Namen haben oder fehlen.</translation>
        </message>
        <message>
            <source>Stress key</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Spannungs-Name</translation>
        </message>
        <message>
            <source>The file's own name for the stress (eV/Å³, tension positive); not set if it has the standard name or none.</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Name der Datei für die Spannung (eV/Å³, Zug positiv); leer, wenn sie den üblichen Namen hat oder fehlt.</translation>
        </message>
        <message>
            <source>Virial key</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Schlüssel des Virials</translation>
        </message>
        <message>
            <source>The file's own name for the virial (eV), of which the stress is made: minus the virial divided by the volume. A structure that has a stress keeps that.</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Wie die Datei das Virial (eV) nennt, aus dem die Spannung gebildet wird: minus Virial durch Volumen. Eine Struktur, die eine Spannung hat, behält sie.</translation>
        </message>
        <message>
            <source>Missing keys</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Fehlende Schlüssel</translation>
        </message>
        <message>
            <source>What to do when a structure lacks a property whose name is given here: partial goes on unless it lacks all of them, error fails the index, ignore always goes on.</source>
            <extracomment>atoms.ASEDatabaseSource</extracomment>
            <translation>Was geschieht, wenn einer Struktur eine hier genannte Eigenschaft fehlt: partial macht weiter, solange nicht alle fehlen, error lässt den Index scheitern, ignore macht immer weiter.</translation>
        </message>
        <message>
            <source>ASE LMDB database</source>
            <extracomment>atoms.ASELMDBSink</extracomment>
            <translation>ASE-LMDB-Datenbank</translation>
        </message>
        <message>
            <source>Writes all structures to .aselmdb files, the format that fairchem trains from, in the order of the indices.</source>
            <extracomment>atoms.ASELMDBSink</extracomment>
            <translation>Schreibt alle Strukturen in der Reihenfolge der Indizes in .aselmdb-Dateien, das Format, mit dem fairchem trainiert.</translation>
        </message>
        <message>
            <source>Folder</source>
            <extracomment>atoms.ASELMDBSink</extracomment>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Where the files go.</source>
            <extracomment>atoms.ASELMDBSink</extracomment>
            <translation>Wohin die Dateien kommen.</translation>
        </message>
        <message>
            <source>Stem</source>
            <extracomment>atoms.ASELMDBSink</extracomment>
            <translation>Namensanfang</translation>
        </message>
        <message>
            <source>Beginning of the files' names: data gives data_0000.aselmdb, data_0001.aselmdb.</source>
            <extracomment>atoms.ASELMDBSink</extracomment>
            <translation>Anfang der Dateinamen: data ergibt data_0000.aselmdb, data_0001.aselmdb.</translation>
        </message>
        <message>
            <source>Indices per file</source>
            <extracomment>atoms.ASELMDBSink</extracomment>
            <translation>Indizes pro Datei</translation>
        </message>
        <message>
            <source>How many indices share a file.</source>
            <extracomment>atoms.ASELMDBSink</extracomment>
            <translation>Wie viele Indizes sich eine Datei teilen.</translation>
        </message>
        <message>
            <source>ASE LMDB databases</source>
            <extracomment>atoms.ASELMDBSource</extracomment>
            <translation>ASE-LMDB-Datenbanken</translation>
        </message>
        <message>
            <source>Reads each row of one or many .aselmdb files (the format of OC20, OMat24, OMol25 and other fairchem data sets) as a structure.</source>
            <extracomment>atoms.ASELMDBSource</extracomment>
            <translation>Liest jede Zeile einer oder vieler .aselmdb-Dateien (das Format von OC20, OMat24, OMol25 und anderen fairchem-Datensätzen) als Struktur.</translation>
        </message>
        <message>
            <source>A file in .aselmdb format, or a folder of them.</source>
            <extracomment>atoms.ASELMDBSource</extracomment>
            <translation>Eine Datei im .aselmdb-Format oder ein Ordner davon.</translation>
        </message>
        <message>
            <source>ASE trajectories</source>
            <extracomment>atoms.TrajectorySource</extracomment>
            <translation>ASE-Trajektorien</translation>
        </message>
        <message>
            <source>Reads each frame of one or many .traj files, as written by ASE's relaxations and molecular dynamics, as a structure.</source>
            <extracomment>atoms.TrajectorySource</extracomment>
            <translation>Liest jeden Frame einer oder vieler .traj-Dateien, wie sie Relaxationen und Molekulardynamik von ASE schreiben, als Struktur.</translation>
        </message>
        <message>
            <source>A trajectory in ASE's format, or a folder of them.</source>
            <extracomment>atoms.TrajectorySource</extracomment>
            <translation>Eine Trajektorie im ASE-Format oder ein Ordner davon.</translation>
        </message>
        <message>
            <source>Center</source>
            <extracomment>atoms.Center</extracomment>
            <translation>Zentrieren</translation>
        </message>
        <message>
            <source>Moves structures so that their center of mass, or the center of their atoms, lies at the origin or in the middle of the cell; can put molecules into a box with vacuum. Only positions change.</source>
            <extracomment>atoms.Center</extracomment>
            <translation>Verschiebt Strukturen so, dass ihr Schwerpunkt oder die Mitte ihrer Atome im Ursprung oder in der Mitte der Zelle liegt; kann Moleküle in einen Kasten mit Vakuum setzen. Nur Positionen ändern sich.</translation>
        </message>
        <message>
            <source>Which point of the structure.</source>
            <extracomment>atoms.Center</extracomment>
            <translation>Welcher Punkt der Struktur.</translation>
        </message>
        <message>
            <source>To</source>
            <extracomment>atoms.Center</extracomment>
            <translation>Nach</translation>
        </message>
        <message>
            <source>Where it goes.</source>
            <extracomment>atoms.Center</extracomment>
            <translation>Wohin er kommt.</translation>
        </message>
        <message>
            <source>Vacuum</source>
            <extracomment>atoms.Center</extracomment>
            <translation>Vakuum</translation>
        </message>
        <message>
            <source>Makes a new orthogonal cell with so much space on each side.</source>
            <extracomment>atoms.Center</extracomment>
            <translation>Erzeugt eine neue rechtwinklige Zelle mit so viel Platz auf jeder Seite.</translation>
        </message>
        <message>
            <source>Convert stress</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Spannung umrechnen</translation>
        </message>
        <message>
            <source>Converts stress or virial between the conventions of programs: sign, order, unit, volume.</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Rechnet Spannung oder Virial zwischen den Konventionen der Programme um: Vorzeichen, Reihenfolge, Einheit, Volumen.</translation>
        </message>
        <message>
            <source>Property</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Eigenschaft</translation>
        </message>
        <message>
            <source>Name of the stress or virial in the data.</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Name der Spannung oder des Virials in den Daten.</translation>
        </message>
        <message>
            <source>Kind</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Art</translation>
        </message>
        <message>
            <source>stress (per volume), or virial (stress times the volume).</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>stress (je Volumen) oder virial (Spannung mal Volumen).</translation>
        </message>
        <message>
            <source>Sign</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Vorzeichen</translation>
        </message>
        <message>
            <source>Sign: `tension positive` as ASE's stress, or `pressure positive` as VASP's and LAMMPS' stress and the virial of MACE and GAP.</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Vorzeichen: `tension positive` (Zug positiv) wie die Spannung von ASE, oder `pressure positive` (Druck positiv) wie die Spannung von VASP und LAMMPS und das Virial von MACE und GAP.</translation>
        </message>
        <message>
            <source>Order</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Reihenfolge</translation>
        </message>
        <message>
            <source>Order of the numbers.</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Reihenfolge der Zahlen.</translation>
        </message>
        <message>
            <source>Unit</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Einheit</translation>
        </message>
        <message>
            <source>Unit: of a stress one per volume, of a virial one of energy.</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Einheit: einer Spannung eine je Volumen, eines Virials eine der Energie.</translation>
        </message>
        <message>
            <source>Output</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Ausgabe</translation>
        </message>
        <message>
            <source>Name of the result; the old property goes if it is another.</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Name des Ergebnisses; die alte Eigenschaft fällt weg, wenn es ein anderer ist.</translation>
        </message>
        <message>
            <source>To kind</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Zielart</translation>
        </message>
        <message>
            <source>To sign</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Zielvorzeichen</translation>
        </message>
        <message>
            <source>To order</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>Zielreihenfolge</translation>
        </message>
        <message>
            <source>To unit</source>
            <extracomment>atoms.ConvertStress</extracomment>
            <translation>In Einheit</translation>
        </message>
        <message>
            <source>Convert units</source>
            <extracomment>atoms.ConvertUnits</extracomment>
            <translation>Einheiten umrechnen</translation>
        </message>
        <message>
            <source>Converts properties from one unit to another: energies, forces, stresses, lengths and dipoles. ASE and most training codes expect eV, Å and eV/Å.</source>
            <extracomment>atoms.ConvertUnits</extracomment>
            <translation>Rechnet Eigenschaften von einer Einheit in eine andere um: Energien, Kräfte, Spannungen, Längen und Dipole. ASE und die meisten Trainingsprogramme erwarten eV, Å und eV/Å.</translation>
        </message>
        <message>
            <source>Properties</source>
            <extracomment>atoms.ConvertUnits</extracomment>
            <translation>Eigenschaften</translation>
        </message>
        <message>
            <source>Names or globs: energy, eps*; positions and cell mean the geometry.</source>
            <extracomment>atoms.ConvertUnits</extracomment>
            <translation>Namen oder Globs: energy, eps*; positions und cell meinen die Geometrie.</translation>
        </message>
        <message>
            <source>From unit</source>
            <extracomment>atoms.ConvertUnits</extracomment>
            <translation>Von Einheit</translation>
        </message>
        <message>
            <source>The unit they are in.</source>
            <extracomment>atoms.ConvertUnits</extracomment>
            <translation>Die Einheit, in der sie vorliegen.</translation>
        </message>
        <message>
            <source>The unit they shall be in.</source>
            <extracomment>atoms.ConvertUnits</extracomment>
            <translation>Die gewünschte Einheit.</translation>
        </message>
        <message>
            <source>Missing</source>
            <extracomment>atoms.ConvertUnits</extracomment>
            <translation>Fehlende</translation>
        </message>
        <message>
            <source>What to do when a structure lacks a property that is asked for: error fails the index, ignore goes on without it.</source>
            <extracomment>atoms.ConvertUnits</extracomment>
            <translation>Was geschieht, wenn einer Struktur eine verlangte Eigenschaft fehlt: error lässt den Index fehlschlagen, ignore macht ohne sie weiter.</translation>
        </message>
        <message>
            <source>Count neighbors</source>
            <extracomment>atoms.CountNeighbors</extracomment>
            <translation>Nachbarn zählen</translation>
        </message>
        <message>
            <source>Adds to each atom the number of neighbours within a cutoff and to each structure the number of edges of its neighbour graph.</source>
            <extracomment>atoms.CountNeighbors</extracomment>
            <translation>Gibt jedem Atom die Zahl der Nachbarn innerhalb eines Abschneideradius und jeder Struktur die Zahl der Kanten ihres Nachbargraphen.</translation>
        </message>
        <message>
            <source>Cutoff</source>
            <extracomment>atoms.CountNeighbors</extracomment>
            <translation>Abschneideradius</translation>
        </message>
        <message>
            <source>Distance up to which atoms are neighbours.</source>
            <extracomment>atoms.CountNeighbors</extracomment>
            <translation>Abstand, bis zu dem Atome Nachbarn sind.</translation>
        </message>
        <message>
            <source>Neighbors</source>
            <extracomment>atoms.CountNeighbors</extracomment>
            <translation>Nachbarn</translation>
        </message>
        <message>
            <source>Name of the new property of atoms.</source>
            <extracomment>atoms.CountNeighbors</extracomment>
            <translation>Name der neuen Eigenschaft der Atome.</translation>
        </message>
        <message>
            <source>Edges</source>
            <extracomment>atoms.CountNeighbors</extracomment>
            <translation>Kanten</translation>
        </message>
        <message>
            <source>Name of the new property of structures.</source>
            <extracomment>atoms.CountNeighbors</extracomment>
            <translation>Name der neuen Eigenschaft der Strukturen.</translation>
        </message>
        <message>
            <source>Drop duplicates</source>
            <extracomment>atoms.DropDuplicates</extracomment>
            <translation>Kopien weglassen</translation>
        </message>
        <message>
            <source>Drops structures that are exact or near copies of an earlier one, by their distances, in two passes.</source>
            <extracomment>atoms.DropDuplicates</extracomment>
            <translation>Lässt Strukturen weg, die genaue oder nahe Kopien einer früheren sind, nach ihren Abständen, in zwei Durchgängen.</translation>
        </message>
        <message>
            <source>Tolerance</source>
            <extracomment>atoms.DropDuplicates</extracomment>
            <translation>Toleranz</translation>
        </message>
        <message>
            <source>Largest difference between two distances of the same structure; 0.0001 finds exact copies only.</source>
            <extracomment>atoms.DropDuplicates</extracomment>
            <translation>Größter Unterschied zweier Abstände derselben Struktur; 0.0001 findet nur genaue Kopien.</translation>
        </message>
        <message>
            <source>Drop outliers</source>
            <extracomment>atoms.DropOutliers</extracomment>
            <translation>Ausreißer weglassen</translation>
        </message>
        <message>
            <source>Drops or marks structures with unusual energies or forces, by robust deviations from the median, in two passes.</source>
            <extracomment>atoms.DropOutliers</extracomment>
            <translation>Lässt Strukturen mit ungewöhnlichen Energien oder Kräften weg oder kennzeichnet sie, nach robusten Abweichungen vom Median, in zwei Durchgängen.</translation>
        </message>
        <message>
            <source>Threshold</source>
            <extracomment>atoms.DropOutliers</extracomment>
            <translation>Schwelle</translation>
        </message>
        <message>
            <source>Deviations from the median that are still ordinary.</source>
            <extracomment>atoms.DropOutliers</extracomment>
            <translation>Abweichungen vom Median, die noch gewöhnlich sind.</translation>
        </message>
        <message>
            <source>Energy</source>
            <extracomment>atoms.DropOutliers</extracomment>
            <translation>Energie</translation>
        </message>
        <message>
            <source>Name of the energy.</source>
            <extracomment>atoms.DropOutliers</extracomment>
            <translation>Name der Energie.</translation>
        </message>
        <message>
            <source>Forces</source>
            <extracomment>atoms.DropOutliers</extracomment>
            <translation>Kräfte</translation>
        </message>
        <message>
            <source>Name of the forces.</source>
            <extracomment>atoms.DropOutliers</extracomment>
            <translation>Name der Kräfte.</translation>
        </message>
        <message>
            <source>Action</source>
            <extracomment>atoms.DropOutliers</extracomment>
            <translation>Vorgehen</translation>
        </message>
        <message>
            <source>`drop` leaves outliers out, `mark` adds the property `outlier` (0 or 1) to all.</source>
            <extracomment>atoms.DropOutliers</extracomment>
            <translation>`drop` lässt Ausreißer weg, `mark` fügt allen die Eigenschaft `outlier` (0 oder 1) hinzu.</translation>
        </message>
        <message>
            <source>Energy per atom</source>
            <extracomment>atoms.EnergyPerAtom</extracomment>
            <translation>Energie pro Atom</translation>
        </message>
        <message>
            <source>Adds a property: the energy divided by the number of atoms.</source>
            <extracomment>atoms.EnergyPerAtom</extracomment>
            <translation>Fügt eine Eigenschaft hinzu: die Energie geteilt durch die Zahl der Atome.</translation>
        </message>
        <message>
            <source>Name of the new property.</source>
            <extracomment>atoms.EnergyPerAtom</extracomment>
            <translation>Name der neuen Eigenschaft.</translation>
        </message>
        <message>
            <source>Extended XYZ files</source>
            <extracomment>atoms.ExtXYZSource</extracomment>
            <translation>Extended-XYZ-Dateien</translation>
        </message>
        <message>
            <source>Reads each frame of one or many extended XYZ files as a structure, with all its properties. The names that a file uses for energy, forces and stress can be given.</source>
            <extracomment>atoms.ExtXYZSource</extracomment>
            <translation>Liest jeden Frame einer oder vieler Extended-XYZ-Dateien als Struktur mit allen Eigenschaften. Die Namen der Datei für Energie, Kräfte und Spannung können angegeben werden.</translation>
        </message>
        <message>
            <source>A file in extended XYZ format, or a folder of them.</source>
            <extracomment>atoms.ExtXYZSource</extracomment>
            <translation>Eine Datei im Extended-XYZ-Format oder ein Ordner davon.</translation>
        </message>
        <message>
            <source>Writes the structures of each index to an extended XYZ file, or all to one, with energies, forces and all other properties, without losing digits.</source>
            <extracomment>atoms.ExtXYZSink</extracomment>
            <translation>Schreibt die Strukturen jedes Index in eine Extended-XYZ-Datei, oder alle in eine, mit Energien, Kräften und allen anderen Eigenschaften, ohne Stellen zu verlieren.</translation>
        </message>
        <message>
            <source>Template</source>
            <extracomment>atoms.ExtXYZSink</extracomment>
            <translation>Namensvorlage</translation>
        </message>
        <message>
            <source>Name of each file, from {index}, {item}, {stem} (the input file's name), {relpath} and {time}. Without {item} all structures of an index share a file. A name without any of them, such as train.xyz, is one file for the whole set.</source>
            <extracomment>atoms.ExtXYZSink</extracomment>
            <translation>Name jeder Datei, aus {index}, {item}, {stem} (Name der Eingabedatei), {relpath} und {time}. Ohne {item} teilen sich alle Strukturen eines Index eine Datei. Ein Name ohne eines davon, etwa train.xyz, ist eine Datei für alles.</translation>
        </message>
        <message>
            <source>Decimals</source>
            <extracomment>atoms.ExtXYZSink</extracomment>
            <translation>Nachkommastellen</translation>
        </message>
        <message>
            <source>Digits after the point in positions, forces and other columns; not set writes every digit.</source>
            <extracomment>atoms.ExtXYZSink</extracomment>
            <translation>Stellen nach dem Komma in Positionen, Kräften und anderen Spalten; leer schreibt jede Stelle.</translation>
        </message>
        <message>
            <source>Labels</source>
            <extracomment>atoms.ExtXYZSink</extracomment>
            <translation>Bezeichnungen</translation>
        </message>
        <message>
            <source>Under which names results are written: ase calls them energy, forces, stress; mace calls them REF_energy, REF_forces, REF_stress, and marks single atoms as IsolatedAtom.</source>
            <extracomment>atoms.ExtXYZSink</extracomment>
            <translation>Unter welchen Namen Ergebnisse geschrieben werden: ase nennt sie energy, forces, stress; mace nennt sie REF_energy, REF_forces, REF_stress und kennzeichnet einzelne Atome als IsolatedAtom.</translation>
        </message>
        <message>
            <source>Farthest structures</source>
            <extracomment>atoms.FarthestStructures</extracomment>
            <translation>Fernste Strukturen</translation>
        </message>
        <message>
            <source>Keeps a number of structures that differ most from each other (farthest-point selection), in two passes.</source>
            <extracomment>atoms.FarthestStructures</extracomment>
            <translation>Behält eine Zahl von Strukturen, die sich am meisten unterscheiden (Farthest-Point-Auswahl), in zwei Durchgängen.</translation>
        </message>
        <message>
            <source>Count</source>
            <extracomment>atoms.FarthestStructures</extracomment>
            <translation>Anzahl</translation>
        </message>
        <message>
            <source>How many structures are kept.</source>
            <extracomment>atoms.FarthestStructures</extracomment>
            <translation>Wie viele Strukturen bleiben.</translation>
        </message>
        <message>
            <source>Distance up to which neighbors count.</source>
            <extracomment>atoms.FarthestStructures</extracomment>
            <translation>Abstand, bis zu dem Nachbarn zählen.</translation>
        </message>
        <message>
            <source>Files of simulation programs</source>
            <extracomment>atoms.ASESource</extracomment>
            <translation>Dateien von Simulationsprogrammen</translation>
        </message>
        <message>
            <source>Reads the files of VASP, Quantum ESPRESSO, CP2K, Gaussian, ORCA, LAMMPS and many other programs through ASE. Each index is a file with all its frames.</source>
            <extracomment>atoms.ASESource</extracomment>
            <translation>Liest die Dateien von VASP, Quantum ESPRESSO, CP2K, Gaussian, ORCA, LAMMPS und vielen anderen Programmen über ASE. Jeder Index ist eine Datei mit allen ihren Frames.</translation>
        </message>
        <message>
            <source>A file of a simulation program, or a folder of them.</source>
            <extracomment>atoms.ASESource</extracomment>
            <translation>Eine Datei eines Simulationsprogramms oder ein Ordner davon.</translation>
        </message>
        <message>
            <source>Format</source>
            <extracomment>atoms.ASESource</extracomment>
            <translation>Format</translation>
        </message>
        <message>
            <source>The format of the files, as ASE calls it.</source>
            <extracomment>atoms.ASESource</extracomment>
            <translation>Das Format der Dateien, wie ASE es nennt.</translation>
        </message>
        <message>
            <source>Information</source>
            <extracomment>atoms.StructureInfo</extracomment>
            <translation>Informationen</translation>
        </message>
        <message>
            <source>Writes a table with one row per structure: formula, size, volume, density, energy, largest force, pressure and chosen properties. The structures pass unchanged.</source>
            <extracomment>atoms.StructureInfo</extracomment>
            <translation>Schreibt eine Tabelle mit einer Zeile je Struktur: Formel, Größe, Volumen, Dichte, Energie, größte Kraft, Druck und gewählte Eigenschaften. Die Strukturen bleiben unverändert.</translation>
        </message>
        <message>
            <source>The CSV file that gets the table.</source>
            <extracomment>atoms.StructureInfo</extracomment>
            <translation>Die CSV-Datei für die Tabelle.</translation>
        </message>
        <message>
            <source>More columns: names or globs of properties with one value.</source>
            <extracomment>atoms.StructureInfo</extracomment>
            <translation>Weitere Spalten: Namen oder Globs von Eigenschaften mit einem Wert.</translation>
        </message>
        <message>
            <source>LAMMPS dumps</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>LAMMPS-Dumps</translation>
        </message>
        <message>
            <source>Reads each time step of one or many LAMMPS text dumps as a structure, with forces, velocities and charges in ASE's units.</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>Liest jeden Zeitschritt eines oder vieler LAMMPS-Textdumps als Struktur, mit Kräften, Geschwindigkeiten und Ladungen in den Einheiten von ASE.</translation>
        </message>
        <message>
            <source>A dump of LAMMPS, or a folder of them.</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>Ein LAMMPS-Dump oder ein Ordner davon.</translation>
        </message>
        <message>
            <source>Units</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>Einheiten</translation>
        </message>
        <message>
            <source>The units command of the LAMMPS input.</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>Der Befehl units der LAMMPS-Eingabe.</translation>
        </message>
        <message>
            <source>Elements</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>Elemente</translation>
        </message>
        <message>
            <source>Elements of type 1, 2, ...; not needed if the dump has a column named element.</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>Elemente der Typen 1, 2, ...; unnötig, wenn der Dump eine Spalte element hat.</translation>
        </message>
        <message>
            <source>Sigma</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>Sigma</translation>
        </message>
        <message>
            <source>For lj only: the length that is 1 there. Not set keeps the reduced numbers.</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>Nur für lj: die Länge, die dort 1 ist. Ohne Angabe bleiben die reduzierten Zahlen.</translation>
        </message>
        <message>
            <source>Epsilon</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>Epsilon</translation>
        </message>
        <message>
            <source>For lj only: the energy that is 1 there. Not set keeps the reduced numbers.</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>Nur für lj: die Energie, die dort 1 ist. Ohne Angabe bleiben die reduzierten Zahlen.</translation>
        </message>
        <message>
            <source>Mass</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>Masse</translation>
        </message>
        <message>
            <source>For lj only: the mass that is 1 there. Not set keeps the reduced numbers.</source>
            <extracomment>atoms.LAMMPSDumpSource</extracomment>
            <translation>Nur für lj: die Masse, die dort 1 ist. Ohne Angabe bleiben die reduzierten Zahlen.</translation>
        </message>
        <message>
            <source>Molecule archives</source>
            <extracomment>atoms.MoleculeArchiveSource</extracomment>
            <translation>Archive von Molekülen</translation>
        </message>
        <message>
            <source>Reads published sets of molecules: ANI-1, ANI-1x, SPICE, QM7-X (HDF5), MD17 and rMD17 (NPZ), one structure per index, in eV and Å.</source>
            <extracomment>atoms.MoleculeArchiveSource</extracomment>
            <translation>Liest veröffentlichte Sammlungen von Molekülen: ANI-1, ANI-1x, SPICE, QM7-X (HDF5), MD17 und rMD17 (NPZ), eine Struktur je Index, in eV und Å.</translation>
        </message>
        <message>
            <source>A molecule archive, or a folder of them.</source>
            <extracomment>atoms.MoleculeArchiveSource</extracomment>
            <translation>Ein Archiv von Molekülen oder ein Ordner davon.</translation>
        </message>
        <message>
            <source>Array that is the energy, such as ccsd(t)_cbs.energy; unset takes that of the layout (wb97x_dz.energy, dft_total_energy, energies, ePBE0+MBD, E).</source>
            <extracomment>atoms.MoleculeArchiveSource</extracomment>
            <translation>Array, das die Energie ist, etwa ccsd(t)_cbs.energy; nicht gesetzt gilt das der Anordnung (wb97x_dz.energy, dft_total_energy, energies, ePBE0+MBD, E).</translation>
        </message>
        <message>
            <source>Array that is the forces; unset takes that of the layout, and SPICE's gradient with the other sign. An array that you name is taken as it stands.</source>
            <extracomment>atoms.MoleculeArchiveSource</extracomment>
            <translation>Array, das die Kräfte enthält; nicht gesetzt gilt das der Anordnung, der Gradient von SPICE mit umgekehrtem Vorzeichen. Ein Array, das Sie nennen, wird genommen, wie es dasteht.</translation>
        </message>
        <message>
            <source>Further arrays that come along under their own names, in the units of the file, such as smiles or mbis_charges.</source>
            <extracomment>atoms.MoleculeArchiveSource</extracomment>
            <translation>Weitere Arrays, die unter ihren eigenen Namen mitkommen, in den Einheiten der Datei, etwa smiles oder mbis_charges.</translation>
        </message>
        <message>
            <source>Energy unit</source>
            <extracomment>atoms.MoleculeArchiveSource</extracomment>
            <translation>Einheit der Energie</translation>
        </message>
        <message>
            <source>Unit of the energy, and with that of length that of the forces. Unset: what the file says, else that of the layout (Hartree; QM7-X eV; MD17 kcal/mol).</source>
            <extracomment>atoms.MoleculeArchiveSource</extracomment>
            <translation>Einheit der Energie, und mit der der Länge die der Kräfte. Nicht gesetzt: was die Datei sagt, sonst die der Anordnung (Hartree; QM7-X eV; MD17 kcal/mol).</translation>
        </message>
        <message>
            <source>Length unit</source>
            <extracomment>atoms.MoleculeArchiveSource</extracomment>
            <translation>Einheit der Länge</translation>
        </message>
        <message>
            <source>Unit of the positions. Unset: what the file says, else that of the layout (Å; SPICE Bohr).</source>
            <extracomment>atoms.MoleculeArchiveSource</extracomment>
            <translation>Einheit der Positionen. Nicht gesetzt: was die Datei sagt, sonst die der Anordnung (Å; SPICE Bohr).</translation>
        </message>
        <message>
            <source>NPZ file of structures</source>
            <extracomment>atoms.AtomsNPZSink</extracomment>
            <translation>NPZ-Datei von Strukturen</translation>
        </message>
        <message>
            <source>Writes all structures to one NumPy archive: positions and per-atom properties end to end with offsets, energies and cells one row per structure.</source>
            <extracomment>atoms.AtomsNPZSink</extracomment>
            <translation>Schreibt alle Strukturen in ein NumPy-Archiv: Positionen und atomweise Eigenschaften aneinandergereiht mit Offsets, Energien und Zellen mit einer Zeile je Struktur.</translation>
        </message>
        <message>
            <source>The file.</source>
            <extracomment>atoms.AtomsNPZSink</extracomment>
            <translation>Die Datei.</translation>
        </message>
        <message>
            <source>Float type</source>
            <extracomment>atoms.AtomsNPZSink</extracomment>
            <translation>Gleitkommatyp</translation>
        </message>
        <message>
            <source>Type of positions, forces, energies and all other real numbers; not set keeps what the source gives (mostly float64).</source>
            <extracomment>atoms.AtomsNPZSink</extracomment>
            <translation>Typ von Positionen, Kräften, Energien und allen anderen reellen Zahlen; leer lässt, was die Quelle liefert (meist float64).</translation>
        </message>
        <message>
            <source>Compressed</source>
            <extracomment>atoms.AtomsNPZSink</extracomment>
            <translation>Komprimiert</translation>
        </message>
        <message>
            <source>Compress the arrays: smaller, but slower.</source>
            <extracomment>atoms.AtomsNPZSink</extracomment>
            <translation>Die Arrays komprimieren: kleiner, aber langsamer.</translation>
        </message>
        <message>
            <source>OPTIMADE answers</source>
            <extracomment>atoms.OptimadeSource</extracomment>
            <translation>OPTIMADE-Antworten</translation>
        </message>
        <message>
            <source>Reads the structures of saved answers of OPTIMADE databases (JSON or JSON lines), one per index.</source>
            <extracomment>atoms.OptimadeSource</extracomment>
            <translation>Liest die Strukturen gespeicherter Antworten von OPTIMADE-Datenbanken (JSON oder JSON-Zeilen), eine je Index.</translation>
        </message>
        <message>
            <source>A saved OPTIMADE answer, or a folder of them.</source>
            <extracomment>atoms.OptimadeSource</extracomment>
            <translation>Eine gespeicherte OPTIMADE-Antwort oder ein Ordner davon.</translation>
        </message>
        <message>
            <source>Random rotation</source>
            <extracomment>atoms.RandomRotation</extracomment>
            <translation>Zufällige Drehung</translation>
        </message>
        <message>
            <source>Turns each structure, its cell, forces and stress by a seeded random rotation.</source>
            <extracomment>atoms.RandomRotation</extracomment>
            <translation>Dreht jede Struktur, ihre Zelle, Kräfte und Spannung um eine zufällige Drehung mit Startwert.</translation>
        </message>
        <message>
            <source>Seed</source>
            <extracomment>atoms.RandomRotation</extracomment>
            <translation>Startwert</translation>
        </message>
        <message>
            <source>Another seed gives other rotations.</source>
            <extracomment>atoms.RandomRotation</extracomment>
            <translation>Ein anderer Startwert ergibt andere Drehungen.</translation>
        </message>
        <message>
            <source>More properties that turn: vectors of 3, tensors of 9 numbers.</source>
            <extracomment>atoms.RandomRotation</extracomment>
            <translation>Weitere Eigenschaften, die sich drehen: Vektoren aus 3, Tensoren aus 9 Zahlen.</translation>
        </message>
        <message>
            <source>Rename properties</source>
            <extracomment>atoms.RenameProperties</extracomment>
            <translation>Eigenschaften umbenennen</translation>
        </message>
        <message>
            <source>Gives properties other names. Under a standard name such as energy, forces or stress a value is treated as that quantity, in ASE's units.</source>
            <extracomment>atoms.RenameProperties</extracomment>
            <translation>Gibt Eigenschaften andere Namen. Unter einem üblichen Namen wie energy, forces oder stress gilt ein Wert als diese Größe in den Einheiten von ASE.</translation>
        </message>
        <message>
            <source>Names</source>
            <extracomment>atoms.RenameProperties</extracomment>
            <translation>Namen</translation>
        </message>
        <message>
            <source>Old name and new name: U0 becomes energy.</source>
            <extracomment>atoms.RenameProperties</extracomment>
            <translation>Alter und neuer Name: U0 wird energy.</translation>
        </message>
        <message>
            <source>Select properties</source>
            <extracomment>atoms.SelectProperties</extracomment>
            <translation>Eigenschaften auswählen</translation>
        </message>
        <message>
            <source>Keeps or drops properties of the structures by name: energies, forces, charges, anything that the files have. The geometry always stays.</source>
            <extracomment>atoms.SelectProperties</extracomment>
            <translation>Behält oder verwirft Eigenschaften der Strukturen nach Namen: Energien, Kräfte, Ladungen, alles, was die Dateien enthalten. Die Geometrie bleibt immer.</translation>
        </message>
        <message>
            <source>Keep</source>
            <extracomment>atoms.SelectProperties</extracomment>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Names or globs to keep; not set keeps all.</source>
            <extracomment>atoms.SelectProperties</extracomment>
            <translation>Namen oder Globs, die bleiben; leer behält alle.</translation>
        </message>
        <message>
            <source>Drop</source>
            <extracomment>atoms.SelectProperties</extracomment>
            <translation>Weglassen</translation>
        </message>
        <message>
            <source>Names or globs to drop.</source>
            <extracomment>atoms.SelectProperties</extracomment>
            <translation>Namen oder Globs, die wegfallen.</translation>
        </message>
        <message>
            <source>Select structures</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Strukturen auswählen</translation>
        </message>
        <message>
            <source>Keeps structures by the elements they contain, their number of atoms, their periodicity and their largest force; drops all others.</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Behält Strukturen nach ihren Elementen, ihrer Atomzahl, ihrer Periodizität und ihrer größten Kraft; verwirft alle anderen.</translation>
        </message>
        <message>
            <source>Allowed</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Erlaubt</translation>
        </message>
        <message>
            <source>Only these elements may occur: H, C, N, O.</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Nur diese Elemente dürfen vorkommen: H, C, N, O.</translation>
        </message>
        <message>
            <source>Required</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Erforderlich</translation>
        </message>
        <message>
            <source>Each of these elements has to occur.</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Jedes dieser Elemente muss vorkommen.</translation>
        </message>
        <message>
            <source>Excluded</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Ausgeschlossen</translation>
        </message>
        <message>
            <source>None of these elements may occur.</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Keines dieser Elemente darf vorkommen.</translation>
        </message>
        <message>
            <source>Min atoms</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Min. Atome</translation>
        </message>
        <message>
            <source>Smallest number of atoms.</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Kleinste Zahl von Atomen.</translation>
        </message>
        <message>
            <source>Max atoms</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Max. Atome</translation>
        </message>
        <message>
            <source>Largest number of atoms.</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Größte Zahl von Atomen.</translation>
        </message>
        <message>
            <source>Periodicity</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Periodizität</translation>
        </message>
        <message>
            <source>Which structures: any, only those periodic in three directions, only those periodic in none.</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Welche Strukturen: alle, nur in drei Richtungen periodische, nur in keiner periodische.</translation>
        </message>
        <message>
            <source>Max force</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Max. Kraft</translation>
        </message>
        <message>
            <source>Largest norm of the force on an atom; drops unconverged structures.</source>
            <extracomment>atoms.SelectStructures</extracomment>
            <translation>Größter Betrag der Kraft auf ein Atom; verwirft nicht konvergierte Strukturen.</translation>
        </message>
        <message>
            <source>Split</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Aufteilen</translation>
        </message>
        <message>
            <source>Places every item in a part of the data set (training, validation, test, or folds) before the run, and stores that. Items pass unchanged.</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Ordnet vor dem Lauf jedes Element einem Teil des Datensatzes zu (Training, Validierung, Test oder Faltungen) und speichert das. Elemente gehen unverändert durch.</translation>
        </message>
        <message>
            <source>Parts</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Teile</translation>
        </message>
        <message>
            <source>Shares or counts: 70%,15%,15% for train, validation and test, or train=100,test=20.</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Anteile oder Anzahlen: 70%,15%,15% für train, validation und test, oder train=100,test=20.</translation>
        </message>
        <message>
            <source>Folds</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Faltungen</translation>
        </message>
        <message>
            <source>This many folds of the same size instead of parts.</source>
            <extracomment>atoms.Split</extracomment>
            <translation>So viele gleich große Faltungen statt Teilen.</translation>
        </message>
        <message>
            <source>Together</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Zusammen</translation>
        </message>
        <message>
            <source>What is never in two parts: items of a folder, blocks of consecutive items, or items in whose names the pattern finds the same.</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Was nie in zwei Teilen liegt: Elemente eines Ordners, Blöcke aufeinanderfolgender Elemente, oder Elemente, in deren Namen das Muster dasselbe findet.</translation>
        </message>
        <message>
            <source>Regular expression for `pattern`, such as run_([0-9]+): what its parentheses, or all of it, match in an item's name is the group.</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Regulärer Ausdruck für `pattern`, etwa run_([0-9]+): was seine Klammern oder er ganz im Namen eines Elements treffen, ist die Gruppe.</translation>
        </message>
        <message>
            <source>Block</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Block</translation>
        </message>
        <message>
            <source>Items in a block.</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Elemente in einem Block.</translation>
        </message>
        <message>
            <source>Gap</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Lücke</translation>
        </message>
        <message>
            <source>Items between two blocks of different parts, in no part.</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Elemente zwischen zwei Blöcken verschiedener Teile, in keinem Teil.</translation>
        </message>
        <message>
            <source>Another one places the items otherwise.</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Ein anderer verteilt die Elemente anders.</translation>
        </message>
        <message>
            <source>Even in</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Gleich in</translation>
        </message>
        <message>
            <source>What the parts have alike shares of: `folder`, or a measure that an earlier run left in the data set, such as U.max.</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Wovon die Teile gleiche Anteile haben: `folder` (Ordner) oder eine Messgröße, die ein früherer Lauf im Datensatz hinterlassen hat, etwa U.max.</translation>
        </message>
        <message>
            <source>Even pattern</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Muster dafür</translation>
        </message>
        <message>
            <source>The same by the items' names: a regular expression, such as Re_([0-9.]+). Where all that its parentheses match are numbers, they are spread as numbers.</source>
            <extracomment>atoms.Split</extracomment>
            <translation>Dasselbe nach den Namen der Elemente: ein regulärer Ausdruck, etwa Re_([0-9.]+). Wo alles, was auf seine Klammern passt, Zahlen sind, werden sie als Zahlen verteilt.</translation>
        </message>
        <message>
            <source>Standardize</source>
            <extracomment>atoms.Standardize</extracomment>
            <translation>Standardisieren</translation>
        </message>
        <message>
            <source>Scales properties to mean 0 and standard deviation 1 (vectors to root mean square 1), with constants of this data set or of a file.</source>
            <extracomment>atoms.Standardize</extracomment>
            <translation>Skaliert Eigenschaften auf Mittel 0 und Standardabweichung 1 (Vektoren auf quadratisches Mittel 1), mit Konstanten dieses Datensatzes oder einer Datei.</translation>
        </message>
        <message>
            <source>Names or globs of what is scaled.</source>
            <extracomment>atoms.Standardize</extracomment>
            <translation>Namen oder Muster dessen, was skaliert wird.</translation>
        </message>
        <message>
            <source>Per atom</source>
            <extracomment>atoms.Standardize</extracomment>
            <translation>Je Atom</translation>
        </message>
        <message>
            <source>Those of them that grow with the structure, such as energy: scaled is what one atom has of it.</source>
            <extracomment>atoms.Standardize</extracomment>
            <translation>Diejenigen davon, die mit der Struktur wachsen, etwa energy: Skaliert wird, was auf ein Atom entfällt.</translation>
        </message>
        <message>
            <source>Statistics</source>
            <extracomment>atoms.Standardize</extracomment>
            <translation>Statistik</translation>
        </message>
        <message>
            <source>Not set: from this data set, over its training part, in a pass before the run. Or a file: constants.json of a data set.</source>
            <extracomment>atoms.Standardize</extracomment>
            <translation>Nicht gesetzt: aus diesem Datensatz, über seinen Trainingsteil, in einem Durchgang vor dem Lauf. Oder eine Datei: constants.json eines Datensatzes.</translation>
        </message>
        <message>
            <source>Inverse</source>
            <extracomment>atoms.Standardize</extracomment>
            <translation>Umkehren</translation>
        </message>
        <message>
            <source>Whether to turn scaled values back into those before, with the same file.</source>
            <extracomment>atoms.Standardize</extracomment>
            <translation>Ob skalierte Werte in die vorigen zurückverwandelt werden, mit derselben Datei.</translation>
        </message>
        <message>
            <source>Gathers statistics over all structures: elements, sizes, energies, forces and fitted reference energies per element. The structures pass unchanged.</source>
            <extracomment>atoms.StructureStatistics</extracomment>
            <translation>Sammelt Statistik über alle Strukturen: Elemente, Größen, Energien, Kräfte und angepasste Referenzenergien je Element. Die Strukturen bleiben unverändert.</translation>
        </message>
        <message>
            <source>The JSON file that gets the statistics.</source>
            <extracomment>atoms.StructureStatistics</extracomment>
            <translation>Die JSON-Datei für die Statistik.</translation>
        </message>
        <message>
            <source>Structures of a table</source>
            <extracomment>atoms.StructureTableSource</extracomment>
            <translation>Strukturen einer Tabelle</translation>
        </message>
        <message>
            <source>Reads the structure files that a table (CSV, Parquet, SQLite) lists, one row an item, with its numbers as properties.</source>
            <extracomment>atoms.StructureTableSource</extracomment>
            <translation>Liest die Strukturdateien, die eine Tabelle (CSV, Parquet, SQLite) nennt, eine Zeile je Element, mit ihren Zahlen als Eigenschaften.</translation>
        </message>
        <message>
            <source>Table</source>
            <extracomment>atoms.StructureTableSource</extracomment>
            <translation>Tabelle</translation>
        </message>
        <message>
            <source>Table with one row per item: CSV (comma, semicolon or tab), Parquet or SQLite.</source>
            <extracomment>atoms.StructureTableSource</extracomment>
            <translation>Tabelle mit einer Zeile je Element: CSV (Komma, Semikolon oder Tabulator), Parquet oder SQLite.</translation>
        </message>
        <message>
            <source>Path column</source>
            <extracomment>atoms.StructureTableSource</extracomment>
            <translation>Pfadspalte</translation>
        </message>
        <message>
            <source>Column with the path of each item's file; from the table's folder on if relative.</source>
            <extracomment>atoms.StructureTableSource</extracomment>
            <translation>Spalte mit dem Pfad der Datei jedes Elements; relativ zum Ordner der Tabelle.</translation>
        </message>
        <message>
            <source>Columns</source>
            <extracomment>atoms.StructureTableSource</extracomment>
            <translation>Spalten</translation>
        </message>
        <message>
            <source>Columns of numbers that go with the item; all that hold numbers only if unset.</source>
            <extracomment>atoms.StructureTableSource</extracomment>
            <translation>Spalten mit Zahlen, die zum Element gehören; nicht gesetzt: alle, die nur Zahlen enthalten.</translation>
        </message>
        <message>
            <source>Table name</source>
            <extracomment>atoms.StructureTableSource</extracomment>
            <translation>Tabellenname</translation>
        </message>
        <message>
            <source>Table or view of an SQLite file; needed only where there are several.</source>
            <extracomment>atoms.StructureTableSource</extracomment>
            <translation>Tabelle oder Sicht einer SQLite-Datei; nur nötig, wo es mehrere gibt.</translation>
        </message>
        <message>
            <source>Subtract reference energies</source>
            <extracomment>atoms.SubtractReference</extracomment>
            <translation>Referenzenergien abziehen</translation>
        </message>
        <message>
            <source>Subtracts from an energy the reference energies of its atoms, fitted to this data set, given as a table or read from a file.</source>
            <extracomment>atoms.SubtractReference</extracomment>
            <translation>Zieht von einer Energie die Referenzenergien ihrer Atome ab, an diesen Datensatz angepasst, als Tabelle gegeben oder aus einer Datei gelesen.</translation>
        </message>
        <message>
            <source>References</source>
            <extracomment>atoms.SubtractReference</extracomment>
            <translation>Referenzen</translation>
        </message>
        <message>
            <source>Energy of one atom of each element, in the unit of the energy: H -13.6. Neither this nor a file: fitted to this data set, over its training part, in a pass before the run.</source>
            <extracomment>atoms.SubtractReference</extracomment>
            <translation>Energie eines Atoms jedes Elements des Periodensystems, in der Einheit der Energie: H -13.6. Weder dies noch eine Datei: an diesen Datensatz angepasst, über seinen Trainingsteil, in einem Durchgang vor dem Lauf.</translation>
        </message>
        <message>
            <source>A file with fitted references: of the statistics filter, or constants.json of a data set.</source>
            <extracomment>atoms.SubtractReference</extracomment>
            <translation>Eine Datei mit angepassten Referenzen: des Statistikfilters, oder constants.json eines Datensatzes.</translation>
        </message>
        <message>
            <source>Name of the result; the energy's own name replaces it.</source>
            <extracomment>atoms.SubtractReference</extracomment>
            <translation>Name des Ergebnisses; der Name der Energie selbst ersetzt sie.</translation>
        </message>
        <message>
            <source>Whether to add the reference energies again, with the same table or file.</source>
            <extracomment>atoms.SubtractReference</extracomment>
            <translation>Ob die Referenzenergien wieder addiert werden, mit derselben Tabelle oder Datei.</translation>
        </message>
        <message>
            <source>Supercell</source>
            <extracomment>atoms.Supercell</extracomment>
            <translation>Superzelle</translation>
        </message>
        <message>
            <source>Repeats periodic structures along their cell vectors; energies, virials, forces and all properties of atoms grow with them.</source>
            <extracomment>atoms.Supercell</extracomment>
            <translation>Wiederholt periodische Strukturen entlang ihrer Zellvektoren; Energien, Virials, Kräfte und alle Eigenschaften der Atome wachsen mit.</translation>
        </message>
        <message>
            <source>Repeat</source>
            <extracomment>atoms.Supercell</extracomment>
            <translation>Wiederholung</translation>
        </message>
        <message>
            <source>Copies along the first, second and third cell vector: 2, 2, 1.</source>
            <extracomment>atoms.Supercell</extracomment>
            <translation>Kopien entlang des ersten, zweiten und dritten Zellvektors: 2, 2, 1.</translation>
        </message>
        <message>
            <source>Extensive</source>
            <extracomment>atoms.Supercell</extracomment>
            <translation>Extensiv</translation>
        </message>
        <message>
            <source>More properties that grow with the number of copies, names or globs: U0, charge. Energies and virials are known by their names.</source>
            <extracomment>atoms.Supercell</extracomment>
            <translation>Weitere Eigenschaften, die mit der Zahl der Kopien wachsen, Namen oder Muster: U0, charge. Energien und Virials sind am Namen bekannt.</translation>
        </message>
        <message>
            <source>Synthetic crystals</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Synthetische Kristalle</translation>
        </message>
        <message>
            <source>Makes random metal crystals with energies, forces and stresses of a simple potential, to try a pipeline without data.</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Erzeugt zufällige Metallkristalle mit Energien, Kräften und Spannungen eines einfachen Potentials, um eine Pipeline ohne Daten auszuprobieren.</translation>
        </message>
        <message>
            <source>How many crystals.</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Wie viele Kristalle.</translation>
        </message>
        <message>
            <source>Element</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Element</translation>
        </message>
        <message>
            <source>The metal.</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Das Metall.</translation>
        </message>
        <message>
            <source>Cubic cells of 4 atoms along each edge.</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Kubische Zellen mit 4 Atomen entlang jeder Kante.</translation>
        </message>
        <message>
            <source>Displacement</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Auslenkung</translation>
        </message>
        <message>
            <source>Standard deviation of each coordinate.</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Standardabweichung jeder Koordinate.</translation>
        </message>
        <message>
            <source>Strain</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Dehnung</translation>
        </message>
        <message>
            <source>Largest component of the random strain.</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Größte Komponente der zufälligen Dehnung.</translation>
        </message>
        <message>
            <source>Vacancies</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Leerstellen</translation>
        </message>
        <message>
            <source>Fraction of atoms taken out, rounded down.</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Anteil der entfernten Atome, abgerundet.</translation>
        </message>
        <message>
            <source>Another seed gives other crystals.</source>
            <extracomment>atoms.SyntheticCrystals</extracomment>
            <translation>Ein anderer Startwert ergibt andere Kristalle.</translation>
        </message>
        <message>
            <source>WebDataset shards</source>
            <extracomment>atoms.WebDatasetSink</extracomment>
            <translation>WebDataset-Shards</translation>
        </message>
        <message>
            <source>Writes structures as arrays into tar files of many items each, which WebDataset and other loaders stream in order: for sets too large for random access.</source>
            <extracomment>atoms.WebDatasetSink</extracomment>
            <translation>Schreibt Strukturen als Arrays in tar-Dateien mit je vielen Elementen, die WebDataset und andere der Reihe nach lesen: für Datensätze, die für wahlfreien Zugriff zu groß sind.</translation>
        </message>
        <message>
            <source>Folder of the shards; made if it is not there.</source>
            <extracomment>atoms.WebDatasetSink</extracomment>
            <translation>Ordner der Shards; wird angelegt, wenn es ihn nicht gibt.</translation>
        </message>
        <message>
            <source>Prefix</source>
            <extracomment>atoms.WebDatasetSink</extracomment>
            <translation>Präfix</translation>
        </message>
        <message>
            <source>What the names of the shards begin with: shard gives shard-000000.tar.</source>
            <extracomment>atoms.WebDatasetSink</extracomment>
            <translation>Womit die Namen der Shards beginnen: shard ergibt shard-000000.tar.</translation>
        </message>
        <message>
            <source>Items per shard</source>
            <extracomment>atoms.WebDatasetSink</extracomment>
            <translation>Elemente je Shard</translation>
        </message>
        <message>
            <source>How many neighboring indices share a shard; they run one after another in one worker. Readers like shards of 100 MB to 1 GB, and at least as many as they have workers.</source>
            <extracomment>atoms.WebDatasetSink</extracomment>
            <translation>Wie viele benachbarte Indizes sich einen Shard teilen; sie laufen nacheinander in einem Worker. Leser mögen Shards von 100 MB bis 1 GB, und mindestens so viele, wie sie Worker haben.</translation>
        </message>
        <message>
            <source>Entries</source>
            <extracomment>atoms.WebDatasetSink</extracomment>
            <translation>Einträge</translation>
        </message>
        <message>
            <source>npz puts all arrays of an item into one entry; npy gives each array an entry of its own, named point_data_U.npy for point_data/U, so that readers decode only what they take.</source>
            <extracomment>atoms.WebDatasetSink</extracomment>
            <translation>npz legt alle Arrays eines Elements in einen Eintrag; npy gibt jedem Array einen eigenen, für point_data/U mit dem Namen point_data_U.npy, so dass Leser nur dekodieren, was sie nehmen.</translation>
        </message>
        <message>
            <source>Compress</source>
            <extracomment>atoms.WebDatasetSink</extracomment>
            <translation>Komprimieren</translation>
        </message>
        <message>
            <source>Deflate the arrays of npz entries: smaller, but many times slower.</source>
            <extracomment>atoms.WebDatasetSink</extracomment>
            <translation>Die Arrays von npz-Einträgen komprimieren: kleiner, aber um ein Vielfaches langsamer.</translation>
        </message>
        <message>
            <source>Wrap into cell</source>
            <extracomment>atoms.Wrap</extracomment>
            <translation>In die Zelle falten</translation>
        </message>
        <message>
            <source>Moves atoms of periodic structures into the cell; molecules stay as they are. Energies and forces do not change.</source>
            <extracomment>atoms.Wrap</extracomment>
            <translation>Verschiebt Atome periodischer Strukturen in die Zelle; Moleküle bleiben, wie sie sind. Energien und Kräfte ändern sich nicht.</translation>
        </message>
        <message>
            <source>Atoms this far (as a fraction of the cell) below 0 stay there, so that atoms on a face do not jump to the opposite one.</source>
            <extracomment>atoms.Wrap</extracomment>
            <translation>Atome bis zu diesem Abstand (als Bruchteil der Zelle) unter 0 bleiben dort, damit Atome auf einer Fläche nicht zur gegenüberliegenden springen.</translation>
        </message>
        <message>
            <source>Zarr store of structures</source>
            <extracomment>atoms.AtomsZarrSink</extracomment>
            <translation>Zarr-Speicher von Strukturen</translation>
        </message>
        <message>
            <source>Writes all structures to one Zarr store: positions, numbers and per-atom properties end to end with offsets, cells and energies one row per structure, ready for memory-mapped or cloud training.</source>
            <extracomment>atoms.AtomsZarrSink</extracomment>
            <translation>Schreibt alle Strukturen in einen Zarr-Speicher: Positionen, Ordnungszahlen und atomweise Eigenschaften aneinandergereiht mit Offsets, Zellen und Energien mit einer Zeile je Struktur, bereit für Training mit Memmap oder aus der Cloud.</translation>
        </message>
        <message>
            <source>The store, a folder that usually ends in .zarr.</source>
            <extracomment>atoms.AtomsZarrSink</extracomment>
            <translation>Der Speicher, ein Ordner, der meist auf .zarr endet.</translation>
        </message>
        <message>
            <source>Chunk mb</source>
            <extracomment>atoms.AtomsZarrSink</extracomment>
            <translation>Chunk-Größe</translation>
        </message>
        <message>
            <source>Size of a chunk before compression.</source>
            <extracomment>atoms.AtomsZarrSink</extracomment>
            <translation>Größe eines Chunks vor der Kompression.</translation>
        </message>
        <message>
            <source>Compression</source>
            <extracomment>atoms.AtomsZarrSink</extracomment>
            <translation>Kompression</translation>
        </message>
        <message>
            <source>Compression of the chunks: zstd is small, lz4 is fast.</source>
            <extracomment>atoms.AtomsZarrSink</extracomment>
            <translation>Kompression der Chunks: zstd ist klein, lz4 ist schnell.</translation>
        </message>
        <message>
            <source>Gridded fields</source>
            <extracomment>domain grid</extracomment>
            <translation>Gitterfelder</translation>
        </message>
        <message>
            <source>Anomaly</source>
            <extracomment>grid.Anomaly</extracomment>
            <translation>Anomalie</translation>
        </message>
        <message>
            <source>Subtracts the climatology of the training items, by month or day of the year, in two passes.</source>
            <extracomment>grid.Anomaly</extracomment>
            <translation>Zieht die Klimatologie der Trainingselemente ab, nach Monat oder Tag des Jahres, in zwei Durchgängen.</translation>
        </message>
        <message>
            <source>Variables</source>
            <extracomment>grid.Anomaly</extracomment>
            <translation>Variablen</translation>
        </message>
        <message>
            <source>Names of variables; * and ? are wildcards. Not set: all of real numbers.</source>
            <extracomment>grid.Anomaly</extracomment>
            <translation>Namen von Variablen; * und ? sind Platzhalter. Nicht gesetzt: alle mit reellen Zahlen.</translation>
        </message>
        <message>
            <source>Period</source>
            <extracomment>grid.Anomaly</extracomment>
            <translation>Zeitraum</translation>
        </message>
        <message>
            <source>What has a mean of its own: `all` times together, each `month`, `day of year`, or `month and hour`.</source>
            <extracomment>grid.Anomaly</extracomment>
            <translation>Was einen eigenen Mittelwert hat: alle Zeiten zusammen (`all`), jeder Monat (`month`), Tag des Jahres (`day of year`) oder Monat und Stunde (`month and hour`).</translation>
        </message>
        <message>
            <source>Over</source>
            <extracomment>grid.Anomaly</extracomment>
            <translation>Über</translation>
        </message>
        <message>
            <source>Dimensions to take the mean over as well, such as longitude; it is then one for all of them.</source>
            <extracomment>grid.Anomaly</extracomment>
            <translation>Dimensionen, über die ebenfalls gemittelt wird, etwa longitude; der Mittelwert ist dann einer für alle.</translation>
        </message>
        <message>
            <source>Apply mask</source>
            <extracomment>grid.ApplyMask</extracomment>
            <translation>Maske anwenden</translation>
        </message>
        <message>
            <source>Keeps values where a mask, such as land-sea, lies in a range; others get NaN.</source>
            <extracomment>grid.ApplyMask</extracomment>
            <translation>Behält Werte, wo eine Maske, etwa Land/Meer, in einem Bereich liegt; die anderen werden NaN.</translation>
        </message>
        <message>
            <source>Variable</source>
            <extracomment>grid.ApplyMask</extracomment>
            <translation>Variable</translation>
        </message>
        <message>
            <source>Name of the mask, such as lsm.</source>
            <extracomment>grid.ApplyMask</extracomment>
            <translation>Name der Maske, etwa lsm.</translation>
        </message>
        <message>
            <source>File</source>
            <extracomment>grid.ApplyMask</extracomment>
            <translation>Datei</translation>
        </message>
        <message>
            <source>NetCDF file that holds the mask. Not set: each item has it.</source>
            <extracomment>grid.ApplyMask</extracomment>
            <translation>NetCDF-Datei mit der Maske. Leer: jedes Element enthält sie.</translation>
        </message>
        <message>
            <source>Minimum</source>
            <extracomment>grid.ApplyMask</extracomment>
            <translation>Minimum</translation>
        </message>
        <message>
            <source>Smallest value of the mask that keeps a point.</source>
            <extracomment>grid.ApplyMask</extracomment>
            <translation>Kleinster Wert der Maske, bei dem ein Punkt bleibt.</translation>
        </message>
        <message>
            <source>Maximum</source>
            <extracomment>grid.ApplyMask</extracomment>
            <translation>Maximum</translation>
        </message>
        <message>
            <source>Largest value of the mask that keeps a point.</source>
            <extracomment>grid.ApplyMask</extracomment>
            <translation>Größter Wert der Maske, bei dem ein Punkt bleibt.</translation>
        </message>
        <message>
            <source>Names of the variables to change; * and ? are wildcards. Not set: all that hold numbers.</source>
            <extracomment>grid.ApplyMask</extracomment>
            <translation>Namen der zu ändernden Variablen; * und ? sind Platzhalter. Leer: alle mit Zahlen.</translation>
        </message>
        <message>
            <source>Area statistics</source>
            <extracomment>grid.AreaStatistics</extracomment>
            <translation>Flächenstatistik</translation>
        </message>
        <message>
            <source>Reduces fields to area-weighted means, deviations, minima and maxima.</source>
            <extracomment>grid.AreaStatistics</extracomment>
            <translation>Verdichtet Felder zu flächengewichteten Mitteln, Abweichungen, Minima und Maxima.</translation>
        </message>
        <message>
            <source>What is taken of each field.</source>
            <extracomment>grid.AreaStatistics</extracomment>
            <translation>Was von jedem Feld genommen wird.</translation>
        </message>
        <message>
            <source>Area</source>
            <extracomment>grid.AreaStatistics</extracomment>
            <translation>Fläche</translation>
        </message>
        <message>
            <source>Variable with the areas of the cells. Not set: by latitude.</source>
            <extracomment>grid.AreaStatistics</extracomment>
            <translation>Variable mit den Flächen der Zellen. Nicht gesetzt: nach der geografischen Breite.</translation>
        </message>
        <message>
            <source>Coarsen</source>
            <extracomment>grid.Coarsen</extracomment>
            <translation>Vergröbern</translation>
        </message>
        <message>
            <source>Replaces blocks of neighbouring points by their mean, minimum, maximum or sum.</source>
            <extracomment>grid.Coarsen</extracomment>
            <translation>Ersetzt Blöcke benachbarter Punkte durch Mittelwert, Minimum, Maximum oder Summe.</translation>
        </message>
        <message>
            <source>Factors</source>
            <extracomment>grid.Coarsen</extracomment>
            <translation>Faktoren</translation>
        </message>
        <message>
            <source>Points per block and dimension, such as latitude: 4.</source>
            <extracomment>grid.Coarsen</extracomment>
            <translation>Punkte je Block und Dimension, etwa latitude: 4.</translation>
        </message>
        <message>
            <source>Statistic</source>
            <extracomment>grid.Coarsen</extracomment>
            <translation>Kennwert</translation>
        </message>
        <message>
            <source>What a block becomes.</source>
            <extracomment>grid.Coarsen</extracomment>
            <translation>Was aus einem Block wird.</translation>
        </message>
        <message>
            <source>Boundary</source>
            <extracomment>grid.Coarsen</extracomment>
            <translation>Rand</translation>
        </message>
        <message>
            <source>What to do if blocks do not fill a dimension: error; trim leaves the rest out; pad makes a smaller last block.</source>
            <extracomment>grid.Coarsen</extracomment>
            <translation>Was geschieht, wenn Blöcke eine Dimension nicht füllen: error; trim lässt den Rest weg; pad macht einen kleineren letzten Block.</translation>
        </message>
        <message>
            <source>Converts variables to other units, for example t: degC or level: Pa.</source>
            <extracomment>grid.ConvertUnits</extracomment>
            <translation>Rechnet Variablen in andere Einheiten um, zum Beispiel t: degC oder level: Pa.</translation>
        </message>
        <message>
            <source>Wanted unit per variable or coordinate, such as t: degC.</source>
            <extracomment>grid.ConvertUnits</extracomment>
            <translation>Gewünschte Einheit je Variable oder Koordinate, etwa t: degC.</translation>
        </message>
        <message>
            <source>Stated</source>
            <extracomment>grid.ConvertUnits</extracomment>
            <translation>Angegeben</translation>
        </message>
        <message>
            <source>Present unit per variable, where the data state none or a wrong one.</source>
            <extracomment>grid.ConvertUnits</extracomment>
            <translation>Vorliegende Einheit je Variable, wo die Daten keine oder eine falsche nennen.</translation>
        </message>
        <message>
            <source>Crop region</source>
            <extracomment>grid.CropRegion</extracomment>
            <translation>Region ausschneiden</translation>
        </message>
        <message>
            <source>Keeps the points between latitudes and longitudes, also across the date line.</source>
            <extracomment>grid.CropRegion</extracomment>
            <translation>Behält die Punkte zwischen Breiten- und Längengraden, auch über die Datumsgrenze.</translation>
        </message>
        <message>
            <source>South</source>
            <extracomment>grid.CropRegion</extracomment>
            <translation>Süden</translation>
        </message>
        <message>
            <source>Southern edge.</source>
            <extracomment>grid.CropRegion</extracomment>
            <translation>Südlicher Rand.</translation>
        </message>
        <message>
            <source>degrees north</source>
            <extracomment>grid.CropRegion</extracomment>
            <translation>Grad Nord</translation>
        </message>
        <message>
            <source>North</source>
            <extracomment>grid.CropRegion</extracomment>
            <translation>Norden</translation>
        </message>
        <message>
            <source>Northern edge.</source>
            <extracomment>grid.CropRegion</extracomment>
            <translation>Nördlicher Rand.</translation>
        </message>
        <message>
            <source>West</source>
            <extracomment>grid.CropRegion</extracomment>
            <translation>Westen</translation>
        </message>
        <message>
            <source>Western edge; may be east of the eastern one in numbers: 350 to 10 crosses Greenwich.</source>
            <extracomment>grid.CropRegion</extracomment>
            <translation>Westlicher Rand; darf der Zahl nach östlich des östlichen liegen: 350 bis 10 geht über Greenwich.</translation>
        </message>
        <message>
            <source>degrees east</source>
            <extracomment>grid.CropRegion</extracomment>
            <translation>Grad Ost</translation>
        </message>
        <message>
            <source>East</source>
            <extracomment>grid.CropRegion</extracomment>
            <translation>Osten</translation>
        </message>
        <message>
            <source>Eastern edge.</source>
            <extracomment>grid.CropRegion</extracomment>
            <translation>Östlicher Rand.</translation>
        </message>
        <message>
            <source>Deaccumulate</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Deakkumulieren</translation>
        </message>
        <message>
            <source>Turns accumulated precipitation or radiation into the amount or rate of each step, and checks the resets.</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Macht aus akkumuliertem Niederschlag oder Strahlung die Menge oder Rate jedes Schritts und prüft, wo die Summe neu beginnt.</translation>
        </message>
        <message>
            <source>Accumulated variables, by name; * and ? are wildcards.</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Akkumulierte Variablen, nach Namen; * und ? sind Platzhalter.</translation>
        </message>
        <message>
            <source>Resets</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Neubeginn</translation>
        </message>
        <message>
            <source>Where the sum begins anew: after each `midnight` (ERA5-Land), where it can be seen to `fall`, or `never`.</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Wo die Summe neu beginnt: nach jeder Mitternacht (`midnight`, ERA5-Land), wo sie sichtbar fällt (`fall`), oder nie (`never`).</translation>
        </message>
        <message>
            <source>From start</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Von Beginn an</translation>
        </message>
        <message>
            <source>The sum began one step before the first time, so that its value is an amount.</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Die Summe begann einen Schritt vor der ersten Zeit, sodass deren Wert eine Menge ist.</translation>
        </message>
        <message>
            <source>Rate</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Rate</translation>
        </message>
        <message>
            <source>Divide by the length of the step in seconds; the unit gets s-1.</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Durch die Länge des Schritts in Sekunden teilen; die Einheit bekommt s-1.</translation>
        </message>
        <message>
            <source>Falls up to this share of the largest value are rounding of packed data: the amount is 0 there.</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Abnahmen bis zu diesem Anteil des größten Werts sind Rundung gepackter Daten: die Menge ist dort 0.</translation>
        </message>
        <message>
            <source>Dimension</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Dimension</translation>
        </message>
        <message>
            <source>Dimension of the steps. Not set: that of the time.</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Dimension der Schritte. Nicht gesetzt: die der Zeit.</translation>
        </message>
        <message>
            <source>May fall</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Darf fallen</translation>
        </message>
        <message>
            <source>The sum itself may fall, as that of net radiation or of a heat flux does: amounts below 0 are kept. Resets cannot be seen then; they are at midnight or never.</source>
            <extracomment>grid.Deaccumulate</extracomment>
            <translation>Die Summe selbst darf fallen, wie die der Nettostrahlung oder eines Wärmestroms: Mengen unter 0 bleiben. Ein Neubeginn ist dann nicht zu erkennen; er ist um Mitternacht oder nie.</translation>
        </message>
        <message>
            <source>Derive variable</source>
            <extracomment>grid.Derive</extracomment>
            <translation>Variable ableiten</translation>
        </message>
        <message>
            <source>Adds a variable computed by a formula, with units checked and converted.</source>
            <extracomment>grid.Derive</extracomment>
            <translation>Fügt eine nach einer Formel berechnete Variable hinzu; Einheiten werden geprüft und umgerechnet.</translation>
        </message>
        <message>
            <source>Name of the new variable.</source>
            <extracomment>grid.Derive</extracomment>
            <translation>Name der neuen Variablen.</translation>
        </message>
        <message>
            <source>Formula</source>
            <extracomment>grid.Derive</extracomment>
            <translation>Formel</translation>
        </message>
        <message>
            <source>Formula of variables and coordinates: q / (1 - q), sqrt(u**2 + v**2), where(lsm &gt; 0.5, t, 0).</source>
            <extracomment>grid.Derive</extracomment>
            <translation>Formel aus Variablen und Koordinaten: q / (1 - q), sqrt(u**2 + v**2), where(lsm &gt; 0.5, t, 0).</translation>
        </message>
        <message>
            <source>Unit of the result, such as m s-1: units are then converted and checked. Not set: values are taken as they stand, and the result has no unit.</source>
            <extracomment>grid.Derive</extracomment>
            <translation>Einheit des Ergebnisses, etwa m s-1: Einheiten werden dann umgerechnet und geprüft. Nicht gesetzt: Werte werden genommen, wie sie sind, und das Ergebnis hat keine Einheit.</translation>
        </message>
        <message>
            <source>Long name</source>
            <extracomment>grid.Derive</extracomment>
            <translation>Langer Name</translation>
        </message>
        <message>
            <source>What the variable is, in words.</source>
            <extracomment>grid.Derive</extracomment>
            <translation>Was die Variable ist, in Worten.</translation>
        </message>
        <message>
            <source>Fields of a table</source>
            <extracomment>grid.FieldTableSource</extracomment>
            <translation>Felder einer Tabelle</translation>
        </message>
        <message>
            <source>Reads the NetCDF files that a table (CSV, Parquet, SQLite) lists, with the numbers of their rows as coordinates.</source>
            <extracomment>grid.FieldTableSource</extracomment>
            <translation>Liest die NetCDF-Dateien, die eine Tabelle (CSV, Parquet, SQLite) nennt, mit den Zahlen ihrer Zeilen als Koordinaten.</translation>
        </message>
        <message>
            <source>Dimension whose positions become the items, for example time. Not set: each file is one item.</source>
            <extracomment>grid.FieldTableSource</extracomment>
            <translation>Dimension, deren Positionen die Elemente werden, zum Beispiel time. Leer: jede Datei ist ein Element.</translation>
        </message>
        <message>
            <source>Variables to read; their coordinates come with them. Not set: all.</source>
            <extracomment>grid.FieldTableSource</extracomment>
            <translation>Zu lesende Variablen; ihre Koordinaten kommen mit. Leer: alle.</translation>
        </message>
        <message>
            <source>Group</source>
            <extracomment>grid.FieldTableSource</extracomment>
            <translation>Gruppe</translation>
        </message>
        <message>
            <source>Group of the file that holds the variables, such as data/science. Not set: none.</source>
            <extracomment>grid.FieldTableSource</extracomment>
            <translation>Gruppe der Datei, in der die Variablen stehen, etwa data/science. Ohne Angabe: keine.</translation>
        </message>
        <message>
            <source>Fill missing values</source>
            <extracomment>grid.FillMissing</extracomment>
            <translation>Fehlende Werte füllen</translation>
        </message>
        <message>
            <source>Replaces NaN by a value, the field's mean or interpolation along a dimension.</source>
            <extracomment>grid.FillMissing</extracomment>
            <translation>Ersetzt NaN durch einen Wert, den Mittelwert des Feldes oder Interpolation entlang einer Dimension.</translation>
        </message>
        <message>
            <source>Method</source>
            <extracomment>grid.FillMissing</extracomment>
            <translation>Methode</translation>
        </message>
        <message>
            <source>value: a constant; mean: the mean of the field; linear: interpolation along a dimension.</source>
            <extracomment>grid.FillMissing</extracomment>
            <translation>value: eine Konstante; mean: der Mittelwert des Feldes; linear: Interpolation entlang einer Dimension.</translation>
        </message>
        <message>
            <source>Value</source>
            <extracomment>grid.FillMissing</extracomment>
            <translation>Wert</translation>
        </message>
        <message>
            <source>The constant, for the method value.</source>
            <extracomment>grid.FillMissing</extracomment>
            <translation>Die Konstante, für die Methode value.</translation>
        </message>
        <message>
            <source>Dimension to interpolate along, for the method linear.</source>
            <extracomment>grid.FillMissing</extracomment>
            <translation>Dimension, entlang der interpoliert wird, für die Methode linear.</translation>
        </message>
        <message>
            <source>Forcings</source>
            <extracomment>grid.Forcings</extracomment>
            <translation>Antriebe</translation>
        </message>
        <message>
            <source>Adds sines and cosines of latitude, longitude, day and local time, and the sun's insolation.</source>
            <extracomment>grid.Forcings</extracomment>
            <translation>Fügt Sinus und Kosinus von Breite, Länge, Tag und Ortszeit sowie die Sonneneinstrahlung hinzu.</translation>
        </message>
        <message>
            <source>Fields</source>
            <extracomment>grid.Forcings</extracomment>
            <translation>Felder</translation>
        </message>
        <message>
            <source>Fields to add; insolation is the sun's power at the top of the atmosphere.</source>
            <extracomment>grid.Forcings</extracomment>
            <translation>Felder, die hinzukommen; insolation ist die Leistung der Sonne am Oberrand der Atmosphäre.</translation>
        </message>
        <message>
            <source>GRIB files</source>
            <extracomment>grid.GRIBSource</extracomment>
            <translation>GRIB-Dateien</translation>
        </message>
        <message>
            <source>Reads GRIB files: one item per file, or one per valid time, step or member.</source>
            <extracomment>grid.GRIBSource</extracomment>
            <translation>Liest GRIB-Dateien: ein Element je Datei, oder eines je Gültigkeitszeit, Schritt oder Mitglied.</translation>
        </message>
        <message>
            <source>Folder of the files.</source>
            <extracomment>grid.GRIBSource</extracomment>
            <translation>Ordner der Dateien.</translation>
        </message>
        <message>
            <source>Which file names to take; * stands for any text. A single file's name is fine.</source>
            <extracomment>grid.GRIBSource</extracomment>
            <translation>Welche Dateinamen genommen werden; * steht für beliebigen Text. Auch der Name einer einzelnen Datei ist möglich.</translation>
        </message>
        <message>
            <source>Whether to look into folders below, too.</source>
            <extracomment>grid.GRIBSource</extracomment>
            <translation>Ob auch in Unterordner geschaut wird.</translation>
        </message>
        <message>
            <source>Dimension whose positions become the items: valid_time, time, step, number (the ensemble's member) or a type of level. Not set: each file is one item.</source>
            <extracomment>grid.GRIBSource</extracomment>
            <translation>Dimension, deren Stellen zu Elementen werden: valid_time, time, step, number (das Mitglied des Ensembles) oder eine Art von Niveau. Nicht gesetzt: Jede Datei ist ein Element.</translation>
        </message>
        <message>
            <source>Group of messages to read, named by its type of level, such as isobaricInhPa. Not set: the only one; a file with several is refused, with their names.</source>
            <extracomment>grid.GRIBSource</extracomment>
            <translation>Gruppe von Nachrichten, die gelesen wird, benannt nach der Art ihres Niveaus, etwa isobaricInhPa. Nicht gesetzt: die einzige; eine Datei mit mehreren wird abgelehnt, mit deren Namen.</translation>
        </message>
        <message>
            <source>Damaged</source>
            <extracomment>grid.GRIBSource</extracomment>
            <translation>Beschädigtes</translation>
        </message>
        <message>
            <source>What to do with a file that has damaged messages: refuse it, or leave these messages out; missing positions are NaN then. Either names them.</source>
            <extracomment>grid.GRIBSource</extracomment>
            <translation>Was mit einer Datei geschieht, die beschädigte Nachrichten hat: sie ablehnen, oder diese Nachrichten weglassen; fehlende Stellen sind dann NaN. Beides nennt sie.</translation>
        </message>
        <message>
            <source>Lags and differences</source>
            <extracomment>grid.LaggedFields</extracomment>
            <translation>Frühere Werte und Differenzen</translation>
        </message>
        <message>
            <source>Adds values of earlier times, or the changes since then, as new variables.</source>
            <extracomment>grid.LaggedFields</extracomment>
            <translation>Fügt Werte früherer Zeiten oder die Änderungen seither als neue Variablen hinzu.</translation>
        </message>
        <message>
            <source>Lags</source>
            <extracomment>grid.LaggedFields</extracomment>
            <translation>Abstände</translation>
        </message>
        <message>
            <source>How many times before: 1, 2, 4.</source>
            <extracomment>grid.LaggedFields</extracomment>
            <translation>Wie viele Zeiten davor: 1, 2, 4.</translation>
        </message>
        <message>
            <source>`lag` adds the earlier value, `difference` the change since then.</source>
            <extracomment>grid.LaggedFields</extracomment>
            <translation>`lag` fügt den früheren Wert hinzu, `difference` die Änderung seither.</translation>
        </message>
        <message>
            <source>Longitude convention</source>
            <extracomment>grid.LongitudeConvention</extracomment>
            <translation>Konvention der Länge</translation>
        </message>
        <message>
            <source>Brings longitudes to 0...360 or -180...180 degrees and sorts the fields by them.</source>
            <extracomment>grid.LongitudeConvention</extracomment>
            <translation>Bringt geografische Längen auf 0...360 oder -180...180 Grad und sortiert die Felder danach.</translation>
        </message>
        <message>
            <source>Convention</source>
            <extracomment>grid.LongitudeConvention</extracomment>
            <translation>Konvention</translation>
        </message>
        <message>
            <source>Range that longitudes get; the upper end is not in it.</source>
            <extracomment>grid.LongitudeConvention</extracomment>
            <translation>Bereich, den die Längen bekommen; das obere Ende gehört nicht dazu.</translation>
        </message>
        <message>
            <source>NetCDF files</source>
            <extracomment>grid.NetCDFSource</extracomment>
            <translation>NetCDF-Dateien</translation>
        </message>
        <message>
            <source>Reads NetCDF files: one item per file, or one per position along a dimension.</source>
            <extracomment>grid.NetCDFSource</extracomment>
            <translation>Liest NetCDF-Dateien: ein Element je Datei oder je Position entlang einer Dimension.</translation>
        </message>
        <message>
            <source>Folder of the files, or an fsspec URL such as s3://bucket/era5 (remote files are read into memory whole).</source>
            <extracomment>grid.NetCDFSource</extracomment>
            <translation>Ordner der Dateien oder eine fsspec-URL wie s3://bucket/era5 (entfernte Dateien werden ganz in den Speicher gelesen).</translation>
        </message>
        <message>
            <source>Writes each item, or each group of neighbouring ones, into a NetCDF-4 file.</source>
            <extracomment>grid.NetCDFSink</extracomment>
            <translation>Schreibt jedes Element oder jede Gruppe benachbarter Elemente in eine NetCDF-4-Datei.</translation>
        </message>
        <message>
            <source>Folder of the files; made if missing.</source>
            <extracomment>grid.NetCDFSink</extracomment>
            <translation>Ordner der Dateien; wird angelegt, wenn er fehlt.</translation>
        </message>
        <message>
            <source>Name</source>
            <extracomment>grid.NetCDFSink</extracomment>
            <translation>Name</translation>
        </message>
        <message>
            <source>Name of each file, from the fields {index} {item} {stem} {relpath} {time}.</source>
            <extracomment>grid.NetCDFSink</extracomment>
            <translation>Name jeder Datei aus den Feldern {index} {item} {stem} {relpath} {time}.</translation>
        </message>
        <message>
            <source>Level of zlib compression, without loss; 0 is none. Levels above 4 take long for little.</source>
            <extracomment>grid.NetCDFSink</extracomment>
            <translation>Stufe der verlustfreien zlib-Kompression; 0 ist keine. Stufen über 4 dauern lange und bringen wenig.</translation>
        </message>
        <message>
            <source>Items per file</source>
            <extracomment>grid.NetCDFSink</extracomment>
            <translation>Elemente pro Datei</translation>
        </message>
        <message>
            <source>How many neighbouring indices share a file, which is named by the first of them.</source>
            <extracomment>grid.NetCDFSink</extracomment>
            <translation>Wie viele benachbarte Indizes sich eine Datei teilen, die nach dem ersten benannt ist.</translation>
        </message>
        <message>
            <source>Dimension along which the items of a file are stacked, for example time.</source>
            <extracomment>grid.NetCDFSink</extracomment>
            <translation>Dimension, entlang der die Elemente einer Datei gestapelt werden, zum Beispiel time.</translation>
        </message>
        <message>
            <source>Holes</source>
            <extracomment>grid.NetCDFSink</extracomment>
            <translation>Lücken</translation>
        </message>
        <message>
            <source>What becomes of the places of items that were left out or failed, where several share a file: `remove` leaves them out of the finished file, `keep` keeps one place per index.</source>
            <extracomment>grid.NetCDFSink</extracomment>
            <translation>Was aus den Plätzen von Elementen wird, die ausgelassen wurden oder fehlschlugen, wo mehrere sich eine Datei teilen: `remove` lässt sie aus der fertigen Datei weg, `keep` behält einen Platz je Index.</translation>
        </message>
        <message>
            <source>Normalize</source>
            <extracomment>grid.Normalize</extracomment>
            <translation>Normalisieren</translation>
        </message>
        <message>
            <source>Scales variables to the range 0 to 1, with constants of this data set or of a file.</source>
            <extracomment>grid.Normalize</extracomment>
            <translation>Skaliert Variablen auf den Bereich 0 bis 1, mit Konstanten dieses Datensatzes oder einer Datei.</translation>
        </message>
        <message>
            <source>Not set: from this data set, over its training part, in a pass before the run. Or a file: constants.json of a data set, or what the step Statistics wrote.</source>
            <extracomment>grid.Normalize</extracomment>
            <translation>Nicht gesetzt: aus diesem Datensatz, über seinen Trainingsteil, in einem Durchgang vor dem Lauf. Oder eine Datei: constants.json eines Datensatzes, oder was der Schritt Statistik schrieb.</translation>
        </message>
        <message>
            <source>Names of variables; * and ? are wildcards. Not set: all of real numbers, or all that the file has.</source>
            <extracomment>grid.Normalize</extracomment>
            <translation>Namen von Variablen; * und ? sind Platzhalter. Nicht gesetzt: alle mit reellen Zahlen, oder alle, die die Datei hat.</translation>
        </message>
        <message>
            <source>Dimensions</source>
            <extracomment>grid.Normalize</extracomment>
            <translation>Dimensionen</translation>
        </message>
        <message>
            <source>Dimensions to take constants of this data set over, besides all items. Not set: all, which gives one pair per variable. Without level in the list, there is one per level.</source>
            <extracomment>grid.Normalize</extracomment>
            <translation>Dimensionen, über die Konstanten dieses Datensatzes genommen werden, außer über alle Elemente. Nicht gesetzt: alle, das gibt ein Paar je Variable. Ohne level in der Liste gibt es eines je Niveau.</translation>
        </message>
        <message>
            <source>Whether to turn scaled values back into physical ones, with the same file.</source>
            <extracomment>grid.Normalize</extracomment>
            <translation>Ob skalierte Werte in physikalische zurückverwandelt werden, mit derselben Datei.</translation>
        </message>
        <message>
            <source>Patches</source>
            <extracomment>grid.Patches</extracomment>
            <translation>Patches</translation>
        </message>
        <message>
            <source>Cuts each item into patches (tiles) of a fixed number of points, with a stride.</source>
            <extracomment>grid.Patches</extracomment>
            <translation>Zerlegt jedes Element in Ausschnitte (Kacheln) mit fester Punktzahl und Schrittweite.</translation>
        </message>
        <message>
            <source>Size</source>
            <extracomment>grid.Patches</extracomment>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Points per patch and dimension: latitude 64, longitude 64.</source>
            <extracomment>grid.Patches</extracomment>
            <translation>Punkte je Ausschnitt und Dimension: latitude 64, longitude 64.</translation>
        </message>
        <message>
            <source>Stride</source>
            <extracomment>grid.Patches</extracomment>
            <translation>Schrittweite</translation>
        </message>
        <message>
            <source>Points from one patch to the next, by dimension. Not set: the size, so that patches do not overlap.</source>
            <extracomment>grid.Patches</extracomment>
            <translation>Punkte von einem Ausschnitt zum nächsten, je Dimension. Nicht gesetzt: die Größe, sodass Ausschnitte nicht überlappen.</translation>
        </message>
        <message>
            <source>Rest</source>
            <extracomment>grid.Patches</extracomment>
            <translation>Rest</translation>
        </message>
        <message>
            <source>What to do with points that fill no patch: `error`, `drop` them, or `overlap`: the last patch begins earlier.</source>
            <extracomment>grid.Patches</extracomment>
            <translation>Was mit Punkten geschieht, die keinen Ausschnitt füllen: `error`, weglassen (`drop`) oder `overlap`: der letzte Ausschnitt beginnt früher.</translation>
        </message>
        <message>
            <source>Period statistics</source>
            <extracomment>grid.PeriodStatistics</extracomment>
            <translation>Zeitraumstatistik</translation>
        </message>
        <message>
            <source>Makes daily, monthly or yearly means, minima, maxima or sums of each item.</source>
            <extracomment>grid.PeriodStatistics</extracomment>
            <translation>Bildet Tages-, Monats- oder Jahresmittel, -minima, -maxima oder -summen jedes Elements.</translation>
        </message>
        <message>
            <source>Period of one value.</source>
            <extracomment>grid.PeriodStatistics</extracomment>
            <translation>Zeitraum eines Werts.</translation>
        </message>
        <message>
            <source>What is taken of the values of a period.</source>
            <extracomment>grid.PeriodStatistics</extracomment>
            <translation>Was von den Werten eines Zeitraums genommen wird.</translation>
        </message>
        <message>
            <source>Least times</source>
            <extracomment>grid.PeriodStatistics</extracomment>
            <translation>Mindestzahl der Zeiten</translation>
        </message>
        <message>
            <source>Drop periods with fewer times than this: 24 for days of hours.</source>
            <extracomment>grid.PeriodStatistics</extracomment>
            <translation>Zeiträume mit weniger Zeiten weglassen: 24 bei Tagen aus Stunden.</translation>
        </message>
        <message>
            <source>Precision</source>
            <extracomment>grid.CastPrecision</extracomment>
            <translation>Genauigkeit</translation>
        </message>
        <message>
            <source>Changes the precision of floating-point variables, for example to float32.</source>
            <extracomment>grid.CastPrecision</extracomment>
            <translation>Ändert die Genauigkeit von Gleitkommavariablen, zum Beispiel in float32.</translation>
        </message>
        <message>
            <source>float32 has 7 digits, float16 has 3 and reaches 65504.</source>
            <extracomment>grid.CastPrecision</extracomment>
            <translation>float32 hat 7 Stellen, float16 hat 3 und reicht bis 65504.</translation>
        </message>
        <message>
            <source>Regrid</source>
            <extracomment>grid.Regrid</extracomment>
            <translation>Umgittern</translation>
        </message>
        <message>
            <source>Interpolates onto a regular latitude-longitude grid, bilinear or nearest.</source>
            <extracomment>grid.Regrid</extracomment>
            <translation>Interpoliert auf ein regelmäßiges Breiten-Längen-Gitter, bilinear oder auf den nächsten Punkt.</translation>
        </message>
        <message>
            <source>Spacing</source>
            <extracomment>grid.Regrid</extracomment>
            <translation>Abstand</translation>
        </message>
        <message>
            <source>Distance of neighbouring points.</source>
            <extracomment>grid.Regrid</extracomment>
            <translation>Abstand benachbarter Punkte.</translation>
        </message>
        <message>
            <source>degrees</source>
            <extracomment>grid.Regrid</extracomment>
            <translation>Grad</translation>
        </message>
        <message>
            <source>bilinear between the four points around, or the nearest point's value (for categories and masks).</source>
            <extracomment>grid.Regrid</extracomment>
            <translation>bilinear zwischen den vier umgebenden Punkten oder der Wert des nächsten Punkts (für Kategorien und Masken).</translation>
        </message>
        <message>
            <source>Southern edge of the new grid.</source>
            <extracomment>grid.Regrid</extracomment>
            <translation>Südlicher Rand des neuen Gitters.</translation>
        </message>
        <message>
            <source>Northern edge of the new grid.</source>
            <extracomment>grid.Regrid</extracomment>
            <translation>Nördlicher Rand des neuen Gitters.</translation>
        </message>
        <message>
            <source>Western edge of the new grid.</source>
            <extracomment>grid.Regrid</extracomment>
            <translation>Westlicher Rand des neuen Gitters.</translation>
        </message>
        <message>
            <source>Eastern edge of the new grid.</source>
            <extracomment>grid.Regrid</extracomment>
            <translation>Östlicher Rand des neuen Gitters.</translation>
        </message>
        <message>
            <source>Rename variables</source>
            <extracomment>grid.RenameVariables</extracomment>
            <translation>Variablen umbenennen</translation>
        </message>
        <message>
            <source>Renames variables, coordinates and dimensions, by a table or by an attribute.</source>
            <extracomment>grid.RenameVariables</extracomment>
            <translation>Benennt Variablen, Koordinaten und Dimensionen um, nach einer Tabelle oder einem Attribut.</translation>
        </message>
        <message>
            <source>Old name and new name: t2m becomes 2t.</source>
            <extracomment>grid.RenameVariables</extracomment>
            <translation>Alter und neuer Name: t2m wird 2t.</translation>
        </message>
        <message>
            <source>Attribute</source>
            <extracomment>grid.RenameVariables</extracomment>
            <translation>Attribut</translation>
        </message>
        <message>
            <source>Attribute that says the new name of each data variable, such as standard_name or GRIB_shortName.</source>
            <extracomment>grid.RenameVariables</extracomment>
            <translation>Attribut, das den neuen Namen jeder Datenvariablen nennt, etwa standard_name oder GRIB_shortName.</translation>
        </message>
        <message>
            <source>What to do with an item that lacks a name of the table: `error` fails its index, `ignore` goes on.</source>
            <extracomment>grid.RenameVariables</extracomment>
            <translation>Was mit einem Element geschieht, dem ein Name der Tabelle fehlt: `error` lässt seinen Index fehlschlagen, `ignore` macht weiter.</translation>
        </message>
        <message>
            <source>Rolling window</source>
            <extracomment>grid.RollingWindow</extracomment>
            <translation>Gleitendes Fenster</translation>
        </message>
        <message>
            <source>Takes moving means, minima, maxima or sums over a number of times.</source>
            <extracomment>grid.RollingWindow</extracomment>
            <translation>Bildet gleitende Mittel, Minima, Maxima oder Summen über eine Zahl von Zeiten.</translation>
        </message>
        <message>
            <source>Window</source>
            <extracomment>grid.RollingWindow</extracomment>
            <translation>Fenster</translation>
        </message>
        <message>
            <source>Times in a window.</source>
            <extracomment>grid.RollingWindow</extracomment>
            <translation>Zeiten in einem Fenster.</translation>
        </message>
        <message>
            <source>What is taken of the values of a window.</source>
            <extracomment>grid.RollingWindow</extracomment>
            <translation>Was von den Werten eines Fensters genommen wird.</translation>
        </message>
        <message>
            <source>The window lies around its time; otherwise it ends there.</source>
            <extracomment>grid.RollingWindow</extracomment>
            <translation>Das Fenster liegt um seine Zeit; sonst endet es dort.</translation>
        </message>
        <message>
            <source>Select levels</source>
            <extracomment>grid.SelectLevels</extracomment>
            <translation>Niveaus auswählen</translation>
        </message>
        <message>
            <source>Keeps the given vertical levels, for example 500 and 850 hPa.</source>
            <extracomment>grid.SelectLevels</extracomment>
            <translation>Behält die angegebenen vertikalen Niveaus, zum Beispiel 500 und 850 hPa.</translation>
        </message>
        <message>
            <source>Levels</source>
            <extracomment>grid.SelectLevels</extracomment>
            <translation>Niveaus</translation>
        </message>
        <message>
            <source>Values of the vertical coordinate, in its own units.</source>
            <extracomment>grid.SelectLevels</extracomment>
            <translation>Werte der vertikalen Koordinate in ihrer eigenen Einheit.</translation>
        </message>
        <message>
            <source>Name of the vertical coordinate. Not set: found by its attributes or name.</source>
            <extracomment>grid.SelectLevels</extracomment>
            <translation>Name der vertikalen Koordinate. Leer: an Attributen oder Namen erkannt.</translation>
        </message>
        <message>
            <source>exact: each level must be there (to six digits); nearest: the closest one.</source>
            <extracomment>grid.SelectLevels</extracomment>
            <translation>exact: jedes Niveau muss vorhanden sein (auf sechs Stellen); nearest: das nächstgelegene.</translation>
        </message>
        <message>
            <source>Select times</source>
            <extracomment>grid.SelectTimes</extracomment>
            <translation>Zeiten auswählen</translation>
        </message>
        <message>
            <source>Keeps times by period, month and hour of the day; drops items outside.</source>
            <extracomment>grid.SelectTimes</extracomment>
            <translation>Behält Zeiten nach Zeitraum, Monat und Tagesstunde; verwirft Elemente außerhalb.</translation>
        </message>
        <message>
            <source>Start</source>
            <extracomment>grid.SelectTimes</extracomment>
            <translation>Beginn</translation>
        </message>
        <message>
            <source>First time, such as 2017-01-01 or 2017-01-01T06:00.</source>
            <extracomment>grid.SelectTimes</extracomment>
            <translation>Erster Zeitpunkt, etwa 2017-01-01 oder 2017-01-01T06:00.</translation>
        </message>
        <message>
            <source>End</source>
            <extracomment>grid.SelectTimes</extracomment>
            <translation>Ende</translation>
        </message>
        <message>
            <source>Last time; 2017-01 means to the end of that month.</source>
            <extracomment>grid.SelectTimes</extracomment>
            <translation>Letzter Zeitpunkt; 2017-01 heißt bis zum Ende dieses Monats.</translation>
        </message>
        <message>
            <source>Months</source>
            <extracomment>grid.SelectTimes</extracomment>
            <translation>Monate</translation>
        </message>
        <message>
            <source>Months to keep, 1 to 12. Not set: all.</source>
            <extracomment>grid.SelectTimes</extracomment>
            <translation>Monate, die bleiben, 1 bis 12. Leer: alle.</translation>
        </message>
        <message>
            <source>Hours</source>
            <extracomment>grid.SelectTimes</extracomment>
            <translation>Stunden</translation>
        </message>
        <message>
            <source>Hours of the day to keep, 0 to 23. Not set: all.</source>
            <extracomment>grid.SelectTimes</extracomment>
            <translation>Tagesstunden, die bleiben, 0 bis 23. Leer: alle.</translation>
        </message>
        <message>
            <source>UTC hours</source>
            <extracomment>grid.SelectTimes</extracomment>
            <translation>Stunden UTC</translation>
        </message>
        <message>
            <source>Select variables</source>
            <extracomment>grid.SelectVariables</extracomment>
            <translation>Variablen auswählen</translation>
        </message>
        <message>
            <source>Keeps (or drops) the variables whose names fit; * stands for any text.</source>
            <extracomment>grid.SelectVariables</extracomment>
            <translation>Behält (oder verwirft) die Variablen mit passenden Namen; * steht für beliebigen Text.</translation>
        </message>
        <message>
            <source>Names of variables; * and ? are wildcards.</source>
            <extracomment>grid.SelectVariables</extracomment>
            <translation>Namen der Variablen; * und ? sind Platzhalter.</translation>
        </message>
        <message>
            <source>Whether these are dropped, rather than kept.</source>
            <extracomment>grid.SelectVariables</extracomment>
            <translation>Ob diese wegfallen statt zu bleiben.</translation>
        </message>
        <message>
            <source>What to do if a name fits no variable of an item.</source>
            <extracomment>grid.SelectVariables</extracomment>
            <translation>Was geschieht, wenn ein Name zu keiner Variablen eines Elements passt.</translation>
        </message>
        <message>
            <source>Scales variables to mean 0 and standard deviation 1, with constants of this data set or of a file.</source>
            <extracomment>grid.Standardize</extracomment>
            <translation>Skaliert Variablen auf Mittel 0 und Standardabweichung 1, mit Konstanten dieses Datensatzes oder einer Datei.</translation>
        </message>
        <message>
            <source>Gathers mean, standard deviation, minimum, maximum and count over all items.</source>
            <extracomment>grid.FieldStatistics</extracomment>
            <translation>Sammelt Mittelwert, Standardabweichung, Minimum, Maximum und Anzahl über alle Elemente.</translation>
        </message>
        <message>
            <source>NetCDF file of the statistics.</source>
            <extracomment>grid.FieldStatistics</extracomment>
            <translation>NetCDF-Datei der Statistik.</translation>
        </message>
        <message>
            <source>Dimensions to take the statistics over, besides all items. Not set: all, which gives one number per variable. Without level in the list, there is one per level.</source>
            <extracomment>grid.FieldStatistics</extracomment>
            <translation>Dimensionen, über die außer über alle Elemente gemittelt wird. Leer: alle, das ergibt eine Zahl je Variable. Fehlt level in der Liste, gibt es eine je Niveau.</translation>
        </message>
        <message>
            <source>Names of variables; * and ? are wildcards. Not set: all numbers.</source>
            <extracomment>grid.FieldStatistics</extracomment>
            <translation>Namen der Variablen; * und ? sind Platzhalter. Leer: alle mit Zahlen.</translation>
        </message>
        <message>
            <source>Store for anemoi</source>
            <extracomment>grid.AnemoiSink</extracomment>
            <translation>Speicher für anemoi</translation>
        </message>
        <message>
            <source>Writes all items into one Zarr store of format 2 that anemoi-datasets opens: dates, variables, members, cells, and the statistics of each variable.</source>
            <extracomment>grid.AnemoiSink</extracomment>
            <translation>Schreibt alle Elemente in einen Zarr-Speicher im Format 2, den anemoi-datasets öffnet: Daten, Variablen, Mitglieder, Zellen und die Statistik jeder Variable.</translation>
        </message>
        <message>
            <source>Folder of the store, for example era5.zarr.</source>
            <extracomment>grid.AnemoiSink</extracomment>
            <translation>Ordner des Speichers, zum Beispiel era5.zarr.</translation>
        </message>
        <message>
            <source>Level</source>
            <extracomment>grid.AnemoiSink</extracomment>
            <translation>Stufe</translation>
        </message>
        <message>
            <source>Compression level: more is smaller and slower.</source>
            <extracomment>grid.AnemoiSink</extracomment>
            <translation>Kompressionsstufe: mehr ist kleiner und langsamer.</translation>
        </message>
        <message>
            <source>Synthetic fields</source>
            <extracomment>grid.SyntheticFieldSource</extracomment>
            <translation>Synthetische Felder</translation>
        </message>
        <message>
            <source>Makes up temperature and wind on a global grid, for trying things.</source>
            <extracomment>grid.SyntheticFieldSource</extracomment>
            <translation>Erfindet Temperatur und Wind auf einem globalen Gitter, zum Ausprobieren.</translation>
        </message>
        <message>
            <source>How many items.</source>
            <extracomment>grid.SyntheticFieldSource</extracomment>
            <translation>Wie viele Elemente.</translation>
        </message>
        <message>
            <source>Rows</source>
            <extracomment>grid.SyntheticFieldSource</extracomment>
            <translation>Zeilen</translation>
        </message>
        <message>
            <source>Points from pole to pole.</source>
            <extracomment>grid.SyntheticFieldSource</extracomment>
            <translation>Punkte von Pol zu Pol.</translation>
        </message>
        <message>
            <source>Points around the globe.</source>
            <extracomment>grid.SyntheticFieldSource</extracomment>
            <translation>Punkte rund um den Globus.</translation>
        </message>
        <message>
            <source>Share of temperature values that are missing (NaN).</source>
            <extracomment>grid.SyntheticFieldSource</extracomment>
            <translation>Anteil fehlender Temperaturwerte (NaN).</translation>
        </message>
        <message>
            <source>Another number gives other fields.</source>
            <extracomment>grid.SyntheticFieldSource</extracomment>
            <translation>Eine andere Zahl ergibt andere Felder.</translation>
        </message>
        <message>
            <source>Time axis</source>
            <extracomment>grid.TimeAxis</extracomment>
            <translation>Zeitachse</translation>
        </message>
        <message>
            <source>Sorts times, drops duplicates, and finds or fills gaps in the time axis.</source>
            <extracomment>grid.TimeAxis</extracomment>
            <translation>Sortiert Zeiten, lässt doppelte weg und findet oder füllt Lücken in der Zeitachse.</translation>
        </message>
        <message>
            <source>Duplicates</source>
            <extracomment>grid.TimeAxis</extracomment>
            <translation>Doppelte</translation>
        </message>
        <message>
            <source>What to do with a time that comes more than once: `error`, or keep the `first` or `last` one.</source>
            <extracomment>grid.TimeAxis</extracomment>
            <translation>Was mit einer Zeit geschieht, die mehrmals kommt: `error`, oder die erste (`first`) oder letzte (`last`) behalten.</translation>
        </message>
        <message>
            <source>Gaps</source>
            <extracomment>grid.TimeAxis</extracomment>
            <translation>Lücken</translation>
        </message>
        <message>
            <source>What to do where a time is missing: `error`, `fill` it with NaN, or `ignore` it.</source>
            <extracomment>grid.TimeAxis</extracomment>
            <translation>Was geschieht, wo eine Zeit fehlt: `error`, mit NaN füllen (`fill`) oder nicht beachten (`ignore`).</translation>
        </message>
        <message>
            <source>Step</source>
            <extracomment>grid.TimeAxis</extracomment>
            <translation>Schritt</translation>
        </message>
        <message>
            <source>Time between two steps. Not set: the most frequent difference.</source>
            <extracomment>grid.TimeAxis</extracomment>
            <translation>Zeit zwischen zwei Schritten. Nicht gesetzt: die häufigste Differenz.</translation>
        </message>
        <message>
            <source>Writes fields as arrays into tar files of many items each, which WebDataset and other loaders stream in order: for sets too large for random access.</source>
            <extracomment>grid.WebDatasetSink</extracomment>
            <translation>Schreibt Felder als Arrays in tar-Dateien mit je vielen Elementen, die WebDataset und andere der Reihe nach lesen: für Datensätze, die für wahlfreien Zugriff zu groß sind.</translation>
        </message>
        <message>
            <source>Wind speed</source>
            <extracomment>grid.WindSpeed</extracomment>
            <translation>Windgeschwindigkeit</translation>
        </message>
        <message>
            <source>Adds the wind speed, and if wanted its direction, from the two components.</source>
            <extracomment>grid.WindSpeed</extracomment>
            <translation>Fügt aus den beiden Komponenten die Windgeschwindigkeit und auf Wunsch die Richtung hinzu.</translation>
        </message>
        <message>
            <source>U</source>
            <extracomment>grid.WindSpeed</extracomment>
            <translation>U</translation>
        </message>
        <message>
            <source>Eastward component. Not set: found by its name.</source>
            <extracomment>grid.WindSpeed</extracomment>
            <translation>Komponente nach Osten. Leer: am Namen erkannt.</translation>
        </message>
        <message>
            <source>V</source>
            <extracomment>grid.WindSpeed</extracomment>
            <translation>V</translation>
        </message>
        <message>
            <source>Northward component. Not set: found by its name.</source>
            <extracomment>grid.WindSpeed</extracomment>
            <translation>Komponente nach Norden. Leer: am Namen erkannt.</translation>
        </message>
        <message>
            <source>Result</source>
            <extracomment>grid.WindSpeed</extracomment>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Direction</source>
            <extracomment>grid.WindSpeed</extracomment>
            <translation>Richtung</translation>
        </message>
        <message>
            <source>Whether to add the direction that the wind blows from, too.</source>
            <extracomment>grid.WindSpeed</extracomment>
            <translation>Ob auch die Richtung hinzukommt, aus der der Wind weht.</translation>
        </message>
        <message>
            <source>Keep components</source>
            <extracomment>grid.WindSpeed</extracomment>
            <translation>Komponenten behalten</translation>
        </message>
        <message>
            <source>Whether the components stay in the item.</source>
            <extracomment>grid.WindSpeed</extracomment>
            <translation>Ob die Komponenten im Element bleiben.</translation>
        </message>
        <message>
            <source>Zarr store</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>Zarr-Speicher</translation>
        </message>
        <message>
            <source>Writes all items into one Zarr store, stacked along a dimension. Items that are run again are replaced, the others are kept.</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>Schreibt alle Elemente in einen Zarr-Speicher, entlang einer Dimension gestapelt. Elemente, die noch einmal laufen, werden ersetzt, die anderen bleiben.</translation>
        </message>
        <message>
            <source>Name of the dimension along which items are stacked. With the name of a coordinate that differs between items, such as time, that coordinate labels them.</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>Name der Dimension, entlang der Elemente gestapelt werden. Ist es der Name einer Koordinate, die sich zwischen Elementen unterscheidet, etwa time, so benennt diese sie.</translation>
        </message>
        <message>
            <source>Chunks</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>Chunks</translation>
        </message>
        <message>
            <source>Length of a chunk per dimension, such as latitude: 180. Not named: 1 along the item dimension, else the whole extent.</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>Länge eines Chunks je Dimension, etwa latitude: 180. Nicht genannt: 1 entlang der Elementdimension, sonst die ganze Ausdehnung.</translation>
        </message>
        <message>
            <source>Shards</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>Shards</translation>
        </message>
        <message>
            <source>Length of a shard (one file of many chunks) per dimension. Not named: one chunk along the item dimension, else the whole extent. Not set: no shards.</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>Länge eines Shards (einer Datei aus vielen Chunks) je Dimension. Nicht genannt: ein Chunk entlang der Elementdimension, sonst die ganze Ausdehnung. Leer: keine Shards.</translation>
        </message>
        <message>
            <source>How chunks are compressed, without loss: blosc (LZ4 after shuffling bytes) is fast to write and to read; blosc-zstd is a tenth smaller and three times slower.</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>Wie Blöcke verlustfrei komprimiert werden: blosc (LZ4 nach Umordnen der Bytes) ist schnell beim Schreiben und Lesen; blosc-zstd ist ein Zehntel kleiner und dreimal langsamer.</translation>
        </message>
        <message>
            <source>What becomes of the places of items that were left out or failed: `remove` leaves them out of the finished store, `keep` keeps one place per index of the source.</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>Was aus den Plätzen von Elementen wird, die ausgelassen wurden oder fehlschlugen: `remove` lässt sie im fertigen Speicher weg, `keep` behält einen Platz je Index der Quelle.</translation>
        </message>
        <message>
            <source>Layout</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>Aufbau</translation>
        </message>
        <message>
            <source>cf has latitudes and other coordinates beside the fields, as xarray reads them; flat puts what is the same for all items into the group `coordinates`, so that every array at the root has the items in front, as physicsnemo's ZarrReader takes them.</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>cf hat Breiten und andere Koordinaten neben den Feldern, wie xarray sie liest; flat legt, was bei allen Elementen gleich ist, in die Gruppe `coordinates`, so dass jedes Array an der Wurzel die Elemente vorn hat, wie der ZarrReader von physicsnemo sie nimmt.</translation>
        </message>
        <message>
            <source>Zarr format</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>Zarr-Format</translation>
        </message>
        <message>
            <source>Version of Zarr's format. Programs with a Zarr library before 3.0 read 2 alone, which has no shards.</source>
            <extracomment>grid.GridZarrSink</extracomment>
            <translation>Version des Formats von Zarr. Programme mit einer Zarr-Bibliothek vor 3.0 lesen nur 2; darin gibt es keine Shards.</translation>
        </message>
        <message>
            <source>Zarr stores</source>
            <extracomment>grid.GridZarrSource</extracomment>
            <translation>Zarr-Speicher</translation>
        </message>
        <message>
            <source>Reads a Zarr store, or a folder of them: one item per position or per store.</source>
            <extracomment>grid.GridZarrSource</extracomment>
            <translation>Liest einen Zarr-Speicher oder einen Ordner davon: ein Element je Position oder je Speicher.</translation>
        </message>
        <message>
            <source>A Zarr store, or a folder of stores, or an fsspec URL of either, such as gs://bucket/era5.zarr.</source>
            <extracomment>grid.GridZarrSource</extracomment>
            <translation>Ein Zarr-Speicher, ein Ordner von Speichern oder eine fsspec-URL davon, etwa gs://bucket/era5.zarr.</translation>
        </message>
        <message>
            <source>Which stores of the folder to take; * stands for any text.</source>
            <extracomment>grid.GridZarrSource</extracomment>
            <translation>Welche Speicher des Ordners genommen werden; * steht für beliebigen Text.</translation>
        </message>
        <message>
            <source>Dimension whose positions become the items. Not set: each store is one item.</source>
            <extracomment>grid.GridZarrSource</extracomment>
            <translation>Dimension, deren Positionen die Elemente werden. Leer: jeder Speicher ist ein Element.</translation>
        </message>
        <message>
            <source>Meshes</source>
            <extracomment>domain mesh</extracomment>
            <translation>Netze</translation>
        </message>
        <message>
            <source>Align to principal axes</source>
            <extracomment>mesh.AlignAxes</extracomment>
            <translation>An Hauptachsen ausrichten</translation>
        </message>
        <message>
            <source>Centers each mesh and turns it so that its longest axis lies along x, the shortest along z.</source>
            <extracomment>mesh.AlignAxes</extracomment>
            <translation>Zentriert jedes Netz und dreht es so, dass die längste Achse entlang x liegt, die kürzeste entlang z.</translation>
        </message>
        <message>
            <source>Weight</source>
            <extracomment>mesh.AlignAxes</extracomment>
            <translation>Gewicht</translation>
        </message>
        <message>
            <source>What has weight: the cells by their `size` (volume, area, length), or each of the `points`.</source>
            <extracomment>mesh.AlignAxes</extracomment>
            <translation>Was Gewicht hat: die Zellen nach ihrer Größe (`size`: Volumen, Fläche, Länge) oder jeder der Punkte (`points`).</translation>
        </message>
        <message>
            <source>Vectors</source>
            <extracomment>mesh.AlignAxes</extracomment>
            <translation>Vektoren</translation>
        </message>
        <message>
            <source>Fields that turn with the mesh, by name or glob: vectors of 3 and tensors of 9 numbers; unset turns all of these shapes that hold real numbers, an empty list none.</source>
            <extracomment>mesh.AlignAxes</extracomment>
            <translation>Felder, die sich mit dem Netz drehen, nach Name oder Glob: Vektoren aus 3 und Tensoren aus 9 Zahlen; nicht gesetzt dreht alle dieser Form mit reellen Zahlen, eine leere Liste keines.</translation>
        </message>
        <message>
            <source>CalculiX results</source>
            <extracomment>mesh.FRDSource</extracomment>
            <translation>CalculiX-Ergebnisse</translation>
        </message>
        <message>
            <source>Reads CalculiX result files (.frd, ASCII) from a folder, one per index.</source>
            <extracomment>mesh.FRDSource</extracomment>
            <translation>Liest CalculiX-Ergebnisdateien (.frd, ASCII) aus einem Ordner, eine je Index.</translation>
        </message>
        <message>
            <source>Folder with the files (.frd); they are taken in natural order, step9 before step10.</source>
            <extracomment>mesh.FRDSource</extracomment>
            <translation>Ordner mit den Dateien (.frd); sie werden in natürlicher Reihenfolge genommen, step9 vor step10.</translation>
        </message>
        <message>
            <source>Glob that a file's name has to fit, such as `run_*.vtu`; with a slash in it, the path below the folder has to.</source>
            <extracomment>mesh.FRDSource</extracomment>
            <translation>Glob, zu dem der Dateiname passen muss, etwa `run_*.vtu`; enthält er einen Schrägstrich, muss der Pfad unterhalb des Ordners passen.</translation>
        </message>
        <message>
            <source>Also look into the folders below; hidden ones excepted.</source>
            <extracomment>mesh.FRDSource</extracomment>
            <translation>Auch in die Unterordner schauen, außer in versteckte.</translation>
        </message>
        <message>
            <source>Steps</source>
            <extracomment>mesh.FRDSource</extracomment>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>Which steps of a file to give: the last or first one, or each as an item.</source>
            <extracomment>mesh.FRDSource</extracomment>
            <translation>Welche Schritte einer Datei geliefert werden: der letzte oder erste, oder jeder als Element.</translation>
        </message>
        <message>
            <source>Point fields</source>
            <extracomment>mesh.FRDSource</extracomment>
            <translation>Punktfelder</translation>
        </message>
        <message>
            <source>Point fields to read. Globs such as `alpha.*` are allowed. If neither list is set, all fields are taken; once one is set, only the named fields are.</source>
            <extracomment>mesh.FRDSource</extracomment>
            <translation>Zu lesende Punktfelder. Globs wie `alpha.*` sind erlaubt. Ist keine der beiden Listen gesetzt, werden alle Felder genommen; sobald eine gesetzt ist, nur die genannten.</translation>
        </message>
        <message>
            <source>What to do with a mesh that lacks a named field: `error` fails its index, `ignore` goes on without the field.</source>
            <extracomment>mesh.FRDSource</extracomment>
            <translation>Was mit einem Netz geschieht, dem ein genanntes Feld fehlt: `error` lässt seinen Index fehlschlagen, `ignore` macht ohne das Feld weiter.</translation>
        </message>
        <message>
            <source>Case folders</source>
            <extracomment>mesh.CaseSource</extracomment>
            <translation>Fallordner</translation>
        </message>
        <message>
            <source>Reads cases of several files as one item each: surface, volume, STL, and parameters from CSV or JSON, by patterns with a key.</source>
            <extracomment>mesh.CaseSource</extracomment>
            <translation>Liest Fälle aus mehreren Dateien als je ein Element: Oberfläche, Volumen, STL und Parameter aus CSV oder JSON, nach Mustern mit einem Schlüssel.</translation>
        </message>
        <message>
            <source>Folder that all cases are below.</source>
            <extracomment>mesh.CaseSource</extracomment>
            <translation>Ordner, unter dem alle Fälle liegen.</translation>
        </message>
        <message>
            <source>Patterns of a public data set, or `own` ones, which go before those.</source>
            <extracomment>mesh.CaseSource</extracomment>
            <translation>Muster eines öffentlichen Datensatzes oder eigene (`own`), die vor jenen gelten.</translation>
        </message>
        <message>
            <source>Part and pattern of its mesh file: surface, run_{case}/wall_*.vtp.</source>
            <extracomment>mesh.CaseSource</extracomment>
            <translation>Teil und Muster seiner Netzdatei: surface, run_{case}/wall_*.vtp.</translation>
        </message>
        <message>
            <source>Numbers</source>
            <extracomment>mesh.CaseSource</extracomment>
            <translation>Zahlen</translation>
        </message>
        <message>
            <source>Patterns of CSV files with one row, or JSON files, whose numbers become global data.</source>
            <extracomment>mesh.CaseSource</extracomment>
            <translation>Muster von CSV-Dateien mit einer Zeile oder JSON-Dateien, deren Zahlen globale Daten werden.</translation>
        </message>
        <message>
            <source>Parts to read. Not set: all own ones, and of a layout the surface.</source>
            <extracomment>mesh.CaseSource</extracomment>
            <translation>Zu lesende Teile. Nicht gesetzt: alle eigenen, und von einem Aufbau die Oberfläche.</translation>
        </message>
        <message>
            <source>Incomplete</source>
            <extracomment>mesh.CaseSource</extracomment>
            <translation>Unvollständige</translation>
        </message>
        <message>
            <source>What to do with a case that lacks a file: `error` fails its index, `skip` leaves it out of the list, `ignore` goes on with what there is.</source>
            <extracomment>mesh.CaseSource</extracomment>
            <translation>Was mit einem Fall geschieht, dem eine Datei fehlt: `error` lässt seinen Index fehlschlagen, `skip` lässt ihn aus der Liste weg, `ignore` macht mit dem weiter, was da ist.</translation>
        </message>
        <message>
            <source>Cell data to point data</source>
            <extracomment>mesh.CellToPoint</extracomment>
            <translation>Zelldaten zu Punktdaten</translation>
        </message>
        <message>
            <source>Averages cell fields onto the points.</source>
            <extracomment>mesh.CellToPoint</extracomment>
            <translation>Mittelt Zellfelder auf die Punkte.</translation>
        </message>
        <message>
            <source>Keep cell data</source>
            <extracomment>mesh.CellToPoint</extracomment>
            <translation>Zelldaten behalten</translation>
        </message>
        <message>
            <source>Keep the cell fields beside the point fields.</source>
            <extracomment>mesh.CellToPoint</extracomment>
            <translation>Die Zellfelder neben den Punktfeldern behalten.</translation>
        </message>
        <message>
            <source>Cell quality</source>
            <extracomment>mesh.Quality</extracomment>
            <translation>Zellqualität</translation>
        </message>
        <message>
            <source>Adds shape measures and sizes of the cells as cell fields; undefined ones are NaN.</source>
            <extracomment>mesh.Quality</extracomment>
            <translation>Fügt Formmaße und Größen der Zellen als Zellfelder hinzu; undefinierte sind NaN.</translation>
        </message>
        <message>
            <source>Measures</source>
            <extracomment>mesh.Quality</extracomment>
            <translation>Maße</translation>
        </message>
        <message>
            <source>scaled_jacobian (1 is best, below 0 inverted), aspect_ratio (1 is best), skewness (0 is best), warpage (quads), min_angle and max_angle (degrees), size (length, area or volume).</source>
            <extracomment>mesh.Quality</extracomment>
            <translation>scaled_jacobian (1 ist am besten, unter 0 umgestülpt), aspect_ratio (1 ist am besten), skewness (0 ist am besten), warpage (Vierecke), min_angle und max_angle (Grad), size (Länge, Fläche oder Volumen).</translation>
        </message>
        <message>
            <source>Clean</source>
            <extracomment>mesh.Clean</extracomment>
            <translation>Bereinigen</translation>
        </message>
        <message>
            <source>Merges points that lie within a tolerance and removes unused ones.</source>
            <extracomment>mesh.Clean</extracomment>
            <translation>Verschmilzt Punkte innerhalb einer Toleranz und entfernt unbenutzte.</translation>
        </message>
        <message>
            <source>Distance up to which points are merged, in the mesh's own unit; 0 merges only identical points.</source>
            <extracomment>mesh.Clean</extracomment>
            <translation>Abstand, bis zu dem Punkte verschmolzen werden, in der Einheit des Netzes; 0 verschmilzt nur identische Punkte.</translation>
        </message>
        <message>
            <source>Crop at plane</source>
            <extracomment>mesh.CropPlane</extracomment>
            <translation>An Ebene abschneiden</translation>
        </message>
        <message>
            <source>Keeps the part of the mesh on one side of a plane.</source>
            <extracomment>mesh.CropPlane</extracomment>
            <translation>Behält den Teil des Netzes auf einer Seite einer Ebene.</translation>
        </message>
        <message>
            <source>Origin</source>
            <extracomment>mesh.CropPlane</extracomment>
            <translation>Ursprung</translation>
        </message>
        <message>
            <source>A point of the plane: x, y, z in the mesh's own unit.</source>
            <extracomment>mesh.CropPlane</extracomment>
            <translation>Ein Punkt der Ebene: x, y, z in der Einheit des Netzes.</translation>
        </message>
        <message>
            <source>Normal</source>
            <extracomment>mesh.CropPlane</extracomment>
            <translation>Normale</translation>
        </message>
        <message>
            <source>Direction towards the side that is kept: x, y, z of any length.</source>
            <extracomment>mesh.CropPlane</extracomment>
            <translation>Richtung zur Seite, die bleibt: x, y, z beliebiger Länge.</translation>
        </message>
        <message>
            <source>What becomes of cells on the boundary: `whole` keeps each cell whose centre lies inside, unchanged; `cut` cuts them, which makes new points with interpolated fields.</source>
            <extracomment>mesh.CropPlane</extracomment>
            <translation>Was aus Zellen am Rand wird: `whole` behält jede Zelle unverändert, deren Mitte innen liegt; `cut` zerschneidet sie, wobei neue Punkte mit interpolierten Feldern entstehen.</translation>
        </message>
        <message>
            <source>Crop to box</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>Auf Quader zuschneiden</translation>
        </message>
        <message>
            <source>Keeps the part of the mesh inside a box along the axes.</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>Behält den Teil des Netzes innerhalb eines achsenparallelen Quaders.</translation>
        </message>
        <message>
            <source>X min</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>X min</translation>
        </message>
        <message>
            <source>Smallest x that is kept, in the mesh's own unit; unset is open.</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>Kleinstes x, das bleibt, in der Einheit des Netzes; leer ist offen.</translation>
        </message>
        <message>
            <source>X max</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>X max</translation>
        </message>
        <message>
            <source>Largest x that is kept, in the mesh's own unit; unset is open.</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>Größtes x, das bleibt, in der Einheit des Netzes; leer ist offen.</translation>
        </message>
        <message>
            <source>Y min</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>Y min</translation>
        </message>
        <message>
            <source>Smallest y that is kept, in the mesh's own unit; unset is open.</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>Kleinstes y, das bleibt, in der Einheit des Netzes; leer ist offen.</translation>
        </message>
        <message>
            <source>Y max</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>Y max</translation>
        </message>
        <message>
            <source>Largest y that is kept, in the mesh's own unit; unset is open.</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>Größtes y, das bleibt, in der Einheit des Netzes; leer ist offen.</translation>
        </message>
        <message>
            <source>Z min</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>Z min</translation>
        </message>
        <message>
            <source>Smallest z that is kept, in the mesh's own unit; unset is open.</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>Kleinstes z, das bleibt, in der Einheit des Netzes; leer ist offen.</translation>
        </message>
        <message>
            <source>Z max</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>Z max</translation>
        </message>
        <message>
            <source>Largest z that is kept, in the mesh's own unit; unset is open.</source>
            <extracomment>mesh.CropBox</extracomment>
            <translation>Größtes z, das bleibt, in der Einheit des Netzes; leer ist offen.</translation>
        </message>
        <message>
            <source>Decimate</source>
            <extracomment>mesh.Decimate</extracomment>
            <translation>Dezimieren</translation>
        </message>
        <message>
            <source>Simplifies a triangle surface, keeping its shape; cell and point fields go.</source>
            <extracomment>mesh.Decimate</extracomment>
            <translation>Vereinfacht eine Dreiecksoberfläche unter Erhalt ihrer Form; Zell- und Punktfelder gehen verloren.</translation>
        </message>
        <message>
            <source>Reduction</source>
            <extracomment>mesh.Decimate</extracomment>
            <translation>Verringerung</translation>
        </message>
        <message>
            <source>Share of the triangles to remove: 0.9 leaves a tenth.</source>
            <extracomment>mesh.Decimate</extracomment>
            <translation>Anteil der Dreiecke, die entfernt werden: 0.9 lässt ein Zehntel.</translation>
        </message>
        <message>
            <source>Keep volume</source>
            <extracomment>mesh.Decimate</extracomment>
            <translation>Volumen erhalten</translation>
        </message>
        <message>
            <source>Keep the enclosed volume as well as possible.</source>
            <extracomment>mesh.Decimate</extracomment>
            <translation>Das eingeschlossene Volumen so gut wie möglich erhalten.</translation>
        </message>
        <message>
            <source>Adds how far the points have moved since the first time step that a file holds.</source>
            <extracomment>mesh.Displacement</extracomment>
            <translation>Fügt hinzu, wie weit sich die Punkte seit dem ersten Zeitschritt der Datei bewegt haben.</translation>
        </message>
        <message>
            <source>Name of the new point field.</source>
            <extracomment>mesh.Displacement</extracomment>
            <translation>Name des neuen Punktfelds.</translation>
        </message>
        <message>
            <source>Distance to surface</source>
            <extracomment>mesh.SurfaceDistance</extracomment>
            <translation>Abstand zur Oberfläche</translation>
        </message>
        <message>
            <source>Adds the signed distance (SDF) or wall distance of points or cells to the mesh's own surface or to one from a file.</source>
            <extracomment>mesh.SurfaceDistance</extracomment>
            <translation>Fügt den vorzeichenbehafteten Abstand (SDF) oder Wandabstand der Punkte oder Zellen zur eigenen Oberfläche des Netzes oder zu einer aus einer Datei hinzu.</translation>
        </message>
        <message>
            <source>Surface</source>
            <extracomment>mesh.SurfaceDistance</extracomment>
            <translation>Oberfläche</translation>
        </message>
        <message>
            <source>File with the surface, in the mesh's own unit; unset takes the mesh's own outer surface.</source>
            <extracomment>mesh.SurfaceDistance</extracomment>
            <translation>Datei mit der Oberfläche, in der Einheit des Netzes; nicht gesetzt nimmt die eigene Außenseite des Netzes.</translation>
        </message>
        <message>
            <source>At</source>
            <extracomment>mesh.SurfaceDistance</extracomment>
            <translation>Wo</translation>
        </message>
        <message>
            <source>Where distances are taken.</source>
            <extracomment>mesh.SurfaceDistance</extracomment>
            <translation>Wo Abstände bestimmt werden.</translation>
        </message>
        <message>
            <source>Signed</source>
            <extracomment>mesh.SurfaceDistance</extracomment>
            <translation>Mit Vorzeichen</translation>
        </message>
        <message>
            <source>Negative inside the surface; otherwise all are positive.</source>
            <extracomment>mesh.SurfaceDistance</extracomment>
            <translation>Negativ im Inneren der Oberfläche; sonst sind alle positiv.</translation>
        </message>
        <message>
            <source>Name of the new field.</source>
            <extracomment>mesh.SurfaceDistance</extracomment>
            <translation>Name des neuen Felds.</translation>
        </message>
        <message>
            <source>Exodus files</source>
            <extracomment>mesh.ExodusSource</extracomment>
            <translation>Exodus-Dateien</translation>
        </message>
        <message>
            <source>Reads Exodus II files of MOOSE, Sierra or Cubit from a folder, one per index; each time step is an item.</source>
            <extracomment>mesh.ExodusSource</extracomment>
            <translation>Liest Exodus-II-Dateien von MOOSE, Sierra oder Cubit aus einem Ordner, eine je Index; jeder Zeitschritt ist ein Element.</translation>
        </message>
        <message>
            <source>Folder with the files (.e, .exo, .ex2, .exii, .g, .gen); they are taken in natural order, step9 before step10.</source>
            <extracomment>mesh.ExodusSource</extracomment>
            <translation>Ordner mit den Dateien (.e, .exo, .ex2, .exii, .g, .gen); sie werden in natürlicher Reihenfolge genommen, step9 vor step10.</translation>
        </message>
        <message>
            <source>Cell fields</source>
            <extracomment>mesh.ExodusSource</extracomment>
            <translation>Zellfelder</translation>
        </message>
        <message>
            <source>Cell fields to read. Globs such as `alpha.*` are allowed. If neither list is set, all fields are taken; once one is set, only the named fields are.</source>
            <extracomment>mesh.ExodusSource</extracomment>
            <translation>Zu lesende Zellfelder. Globs wie `alpha.*` sind erlaubt. Ist keine der beiden Listen gesetzt, werden alle Felder genommen; sobald eine gesetzt ist, nur die genannten.</translation>
        </message>
        <message>
            <source>Extract surface</source>
            <extracomment>mesh.ExtractSurface</extracomment>
            <translation>Oberfläche extrahieren</translation>
        </message>
        <message>
            <source>Keeps the outer surface of a volume mesh, with its fields.</source>
            <extracomment>mesh.ExtractSurface</extracomment>
            <translation>Behält die äußere Oberfläche eines Volumennetzes mit ihren Feldern.</translation>
        </message>
        <message>
            <source>Original ids</source>
            <extracomment>mesh.ExtractSurface</extracomment>
            <translation>Ursprüngliche IDs</translation>
        </message>
        <message>
            <source>Add the fields `vtkOriginalPointIds` and `vtkOriginalCellIds`: where each point and face was in the volume mesh, counted from 0.</source>
            <extracomment>mesh.ExtractSurface</extracomment>
            <translation>Die Felder `vtkOriginalPointIds` und `vtkOriginalCellIds` hinzufügen: wo jeder Punkt und jede Fläche im Volumennetz war, ab 0 gezählt.</translation>
        </message>
        <message>
            <source>Face quantities</source>
            <extracomment>mesh.FaceQuantities</extracomment>
            <translation>Größen der Flächen</translation>
        </message>
        <message>
            <source>Adds centers, areas and unit normals of the faces of a surface as cell fields.</source>
            <extracomment>mesh.FaceQuantities</extracomment>
            <translation>Fügt Mittelpunkte, Flächeninhalte und Einheitsnormalen der Flächen einer Oberfläche als Zellfelder hinzu.</translation>
        </message>
        <message>
            <source>Quantities</source>
            <extracomment>mesh.FaceQuantities</extracomment>
            <translation>Größen</translation>
        </message>
        <message>
            <source>center (of area), area, normal (unit vector, by the order of the points).</source>
            <extracomment>mesh.FaceQuantities</extracomment>
            <translation>center (Flächenschwerpunkt), area (Flächeninhalt), normal (Einheitsvektor, nach der Reihenfolge der Punkte).</translation>
        </message>
        <message>
            <source>Farthest points</source>
            <extracomment>mesh.FarthestPoints</extracomment>
            <translation>Fernste Punkte</translation>
        </message>
        <message>
            <source>Chooses points of each mesh that are spread evenly, each farthest from the rest.</source>
            <extracomment>mesh.FarthestPoints</extracomment>
            <translation>Wählt gleichmäßig verteilte Punkte jedes Netzes, jeden am weitesten von den übrigen entfernt.</translation>
        </message>
        <message>
            <source>How many points are kept of each mesh.</source>
            <extracomment>mesh.FarthestPoints</extracomment>
            <translation>Wie viele Punkte von jedem Netz bleiben.</translation>
        </message>
        <message>
            <source>Start of the random numbers. Every index has its own sequence, which depends on the seed and the index only, not on the worker or the order of the run.</source>
            <extracomment>mesh.FarthestPoints</extracomment>
            <translation>Startwert der Zufallszahlen. Jeder Index hat seine eigene Folge, die nur vom Startwert und vom Index abhängt, nicht vom Worker oder vom Ablauf.</translation>
        </message>
        <message>
            <source>Too few</source>
            <extracomment>mesh.FarthestPoints</extracomment>
            <translation>Zu wenige</translation>
        </message>
        <message>
            <source>What to do with a mesh that has fewer: `error` fails its index, `all` keeps all.</source>
            <extracomment>mesh.FarthestPoints</extracomment>
            <translation>Was mit einem Netz geschieht, das weniger hat: `error` lässt seinen Index fehlschlagen, `all` behält alle.</translation>
        </message>
        <message>
            <source>Feature edges</source>
            <extracomment>mesh.FeatureEdges</extracomment>
            <translation>Merkmalskanten</translation>
        </message>
        <message>
            <source>Keeps sharp edges, open borders and edges of more than two faces, as lines.</source>
            <extracomment>mesh.FeatureEdges</extracomment>
            <translation>Behält scharfe Kanten, offene Ränder und Kanten mit mehr als zwei Flächen als Linien.</translation>
        </message>
        <message>
            <source>Angle</source>
            <extracomment>mesh.FeatureEdges</extracomment>
            <translation>Winkel</translation>
        </message>
        <message>
            <source>Edges are sharp if their faces' normals differ by more than this.</source>
            <extracomment>mesh.FeatureEdges</extracomment>
            <translation>Kanten sind scharf, wenn sich die Normalen ihrer Flächen um mehr als dies unterscheiden.</translation>
        </message>
        <message>
            <source>Sharp</source>
            <extracomment>mesh.FeatureEdges</extracomment>
            <translation>Scharf</translation>
        </message>
        <message>
            <source>Keep sharp edges.</source>
            <extracomment>mesh.FeatureEdges</extracomment>
            <translation>Scharfe Kanten behalten.</translation>
        </message>
        <message>
            <source>Keep the borders of open surfaces.</source>
            <extracomment>mesh.FeatureEdges</extracomment>
            <translation>Die Ränder offener Oberflächen behalten.</translation>
        </message>
        <message>
            <source>Non manifold</source>
            <extracomment>mesh.FeatureEdges</extracomment>
            <translation>Mehrfachkanten</translation>
        </message>
        <message>
            <source>Keep edges of more than two faces.</source>
            <extracomment>mesh.FeatureEdges</extracomment>
            <translation>Kanten mit mehr als zwei Flächen behalten.</translation>
        </message>
        <message>
            <source>Field statistics</source>
            <extracomment>mesh.FieldStatistics</extracomment>
            <translation>Feldstatistik</translation>
        </message>
        <message>
            <source>Gathers mean, standard deviation, minimum, maximum and histograms of the fields of all meshes into a JSON file.</source>
            <extracomment>mesh.FieldStatistics</extracomment>
            <translation>Sammelt Mittelwert, Standardabweichung, Minimum, Maximum und Histogramme der Felder aller Netze in einer JSON-Datei.</translation>
        </message>
        <message>
            <source>JSON file for the statistics.</source>
            <extracomment>mesh.FieldStatistics</extracomment>
            <translation>JSON-Datei für die Statistik.</translation>
        </message>
        <message>
            <source>Cell fields to gather. Globs such as `alpha.*` are allowed. If neither list is set, all fields are taken; once one is set, only the named fields are.</source>
            <extracomment>mesh.FieldStatistics</extracomment>
            <translation>Zu sammelnde Zellfelder. Globs wie `alpha.*` sind erlaubt. Ist keine der beiden Listen gesetzt, werden alle Felder genommen; sobald eine gesetzt ist, nur die genannten.</translation>
        </message>
        <message>
            <source>Point fields to gather. Globs such as `alpha.*` are allowed. If neither list is set, all fields are taken; once one is set, only the named fields are.</source>
            <extracomment>mesh.FieldStatistics</extracomment>
            <translation>Zu sammelnde Punktfelder. Globs wie `alpha.*` sind erlaubt. Ist keine der beiden Listen gesetzt, werden alle Felder genommen; sobald eine gesetzt ist, nur die genannten.</translation>
        </message>
        <message>
            <source>Histogram ranges</source>
            <extracomment>mesh.FieldStatistics</extracomment>
            <translation>Histogrammbereiche</translation>
        </message>
        <message>
            <source>Lowest and highest value of the histogram of each field named here, of a vector for each of its components; values outside are counted as below or above. Other fields get none.</source>
            <extracomment>mesh.FieldStatistics</extracomment>
            <translation>Kleinster und größter Wert des Histogramms jedes hier genannten Feldes, bei einem Vektor für jede seiner Komponenten; Werte außerhalb werden als darunter oder darüber gezählt. Andere Felder bekommen keines.</translation>
        </message>
        <message>
            <source>Bins</source>
            <extracomment>mesh.FieldStatistics</extracomment>
            <translation>Klassen</translation>
        </message>
        <message>
            <source>Bins of each histogram.</source>
            <extracomment>mesh.FieldStatistics</extracomment>
            <translation>Klassen jedes Histogramms.</translation>
        </message>
        <message>
            <source>Integrates pressure and wall shear stress over a surface: force, moment, drag and lift coefficient as global data.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Integriert Druck und Wandschubspannung über eine Oberfläche: Kraft, Moment, Widerstands- und Auftriebsbeiwert als globale Daten.</translation>
        </message>
        <message>
            <source>Pressure</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Druck</translation>
        </message>
        <message>
            <source>Field of the pressure.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Feld des Drucks.</translation>
        </message>
        <message>
            <source>Shear stress</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Schubspannung</translation>
        </message>
        <message>
            <source>Field of the wall shear stress; unset leaves friction out.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Feld der Wandschubspannung; nicht gesetzt lässt die Reibung weg.</translation>
        </message>
        <message>
            <source>Normals</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Normalen</translation>
        </message>
        <message>
            <source>Where the faces' normals point: `into the fluid`, as those of a body, or `out of the fluid`, as those of a boundary patch.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Wohin die Normalen der Flächen zeigen: in das Fluid (`into the fluid`) wie die eines Körpers oder aus dem Fluid (`out of the fluid`) wie die eines Randes.</translation>
        </message>
        <message>
            <source>Shear acts</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Schubspannung wirkt</translation>
        </message>
        <message>
            <source>Whether the shear stress is what acts `on the surface`, or `on the fluid`, as in OpenFOAM's wallShearStress.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Ob die Schubspannung auf die Oberfläche wirkt (`on the surface`) oder auf das Fluid (`on the fluid`), wie bei wallShearStress von OpenFOAM.</translation>
        </message>
        <message>
            <source>Density</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Dichte</translation>
        </message>
        <message>
            <source>Density of the fluid; of the coefficients, and of what is kinematic.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Dichte des Fluids; für die Beiwerte und für Kinematisches.</translation>
        </message>
        <message>
            <source>Kinematic</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Kinematisch</translation>
        </message>
        <message>
            <source>Whether pressure and shear stress are divided by the density, as OpenFOAM's incompressible solvers have them; both are then multiplied by it.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Ob Druck und Schubspannung durch die Dichte geteilt sind, wie bei den inkompressiblen Lösern von OpenFOAM; beide werden dann mit ihr multipliziert.</translation>
        </message>
        <message>
            <source>Reference pressure</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Bezugsdruck</translation>
        </message>
        <message>
            <source>Pressure that is subtracted, in the unit of the field.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Druck, der abgezogen wird, in der Einheit des Felds.</translation>
        </message>
        <message>
            <source>Point that moments are about: x, y, z in the mesh's own unit.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Punkt, um den Momente gelten: x, y, z in der Einheit des Netzes.</translation>
        </message>
        <message>
            <source>Velocity</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Geschwindigkeit</translation>
        </message>
        <message>
            <source>Free-stream speed, for coefficients; unset gives none.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Anströmgeschwindigkeit, für Beiwerte; nicht gesetzt ergibt keine.</translation>
        </message>
        <message>
            <source>Reference area, for coefficients.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Bezugsfläche, für Beiwerte.</translation>
        </message>
        <message>
            <source>Length</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Länge</translation>
        </message>
        <message>
            <source>Reference length, for moment coefficients.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Bezugslänge, für Momentenbeiwerte.</translation>
        </message>
        <message>
            <source>Drag direction</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Richtung des Widerstands</translation>
        </message>
        <message>
            <source>Direction that this part of the force has: x, y, z.</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Richtung, die dieser Teil der Kraft hat: x, y, z.</translation>
        </message>
        <message>
            <source>Lift direction</source>
            <extracomment>mesh.Forces</extracomment>
            <translation>Richtung des Auftriebs</translation>
        </message>
        <message>
            <source>Global constants</source>
            <extracomment>mesh.GlobalData</extracomment>
            <translation>Globale Konstanten</translation>
        </message>
        <message>
            <source>Adds constants, such as an inlet velocity, to the global data of every mesh.</source>
            <extracomment>mesh.GlobalData</extracomment>
            <translation>Fügt den globalen Daten jedes Netzes Konstanten hinzu, etwa eine Einlassgeschwindigkeit.</translation>
        </message>
        <message>
            <source>Values</source>
            <extracomment>mesh.GlobalData</extracomment>
            <translation>Werte</translation>
        </message>
        <message>
            <source>Name and value of each constant.</source>
            <extracomment>mesh.GlobalData</extracomment>
            <translation>Name und Wert jeder Konstanten.</translation>
        </message>
        <message>
            <source>Global values from a file beside</source>
            <extracomment>mesh.GlobalFile</extracomment>
            <translation>Globale Werte aus einer Datei daneben</translation>
        </message>
        <message>
            <source>Adds the numbers of a JSON or CSV file that stands beside each mesh's file.</source>
            <extracomment>mesh.GlobalFile</extracomment>
            <translation>Fügt die Zahlen einer JSON- oder CSV-Datei hinzu, die neben der Datei jedes Netzes steht.</translation>
        </message>
        <message>
            <source>Name of the file, from the folder of the mesh's file on, with {stem} for the mesh's file name without suffix.</source>
            <extracomment>mesh.GlobalFile</extracomment>
            <translation>Name der Datei, vom Ordner der Netzdatei aus, mit {stem} für den Namen der Netzdatei ohne Endung.</translation>
        </message>
        <message>
            <source>Numbers to add, by name or glob; all if unset.</source>
            <extracomment>mesh.GlobalFile</extracomment>
            <translation>Hinzuzufügende Zahlen, mit Namen oder Muster; alle, wenn nichts angegeben ist.</translation>
        </message>
        <message>
            <source>Global values from a table</source>
            <extracomment>mesh.GlobalTable</extracomment>
            <translation>Globale Werte aus einer Tabelle</translation>
        </message>
        <message>
            <source>Adds the values of a CSV file's row to the global data of the mesh it is for.</source>
            <extracomment>mesh.GlobalTable</extracomment>
            <translation>Fügt die Werte einer CSV-Zeile den globalen Daten des zugehörigen Netzes hinzu.</translation>
        </message>
        <message>
            <source>CSV file; its first line names the columns. Comma, semicolon or tab separate.</source>
            <extracomment>mesh.GlobalTable</extracomment>
            <translation>CSV-Datei; die erste Zeile benennt die Spalten. Komma, Semikolon oder Tabulator trennen.</translation>
        </message>
        <message>
            <source>Match</source>
            <extracomment>mesh.GlobalTable</extracomment>
            <translation>Zuordnung</translation>
        </message>
        <message>
            <source>How the row of an item is found: `position` takes the rows in the order of the indices, if there are as many; the others compare the key column with the item's index, its file name without suffix, its path below the source's folder, or what the pattern finds in that path.</source>
            <extracomment>mesh.GlobalTable</extracomment>
            <translation>Wie die Zeile eines Elements gefunden wird: `position` nimmt die Zeilen in der Reihenfolge der Indizes, wenn es gleich viele sind; die anderen vergleichen die Schlüsselspalte mit dem Index des Elements, seinem Dateinamen ohne Endung, seinem Pfad unter dem Ordner der Quelle oder dem, was das Muster in diesem Pfad findet.</translation>
        </message>
        <message>
            <source>Key</source>
            <extracomment>mesh.GlobalTable</extracomment>
            <translation>Taste</translation>
        </message>
        <message>
            <source>Column that is compared; the first one if empty.</source>
            <extracomment>mesh.GlobalTable</extracomment>
            <translation>Spalte, die verglichen wird; leer: die erste.</translation>
        </message>
        <message>
            <source>Columns to add, by name or glob; all but the key if unset.</source>
            <extracomment>mesh.GlobalTable</extracomment>
            <translation>Hinzuzufügende Spalten, nach Name oder Glob; leer: alle außer dem Schlüssel.</translation>
        </message>
        <message>
            <source>For match `pattern`: part of the item's path, with the key column's name in braces where its value stands, such as run_{run}.</source>
            <extracomment>mesh.GlobalTable</extracomment>
            <translation>Für `pattern`: ein Teil des Pfads des Elements, mit dem Namen der Schlüsselspalte in Klammern, wo ihr Wert steht, etwa run_{run}.</translation>
        </message>
        <message>
            <source>Graph of mesh edges</source>
            <extracomment>mesh.MeshGraph</extracomment>
            <translation>Graph der Netzkanten</translation>
        </message>
        <message>
            <source>Makes a graph of each mesh: points are nodes, cell edges are edges with relative position and length.</source>
            <extracomment>mesh.MeshGraph</extracomment>
            <translation>Macht aus jedem Netz einen Graphen: Punkte sind Knoten, Zellkanten sind Kanten mit relativer Lage und Länge.</translation>
        </message>
        <message>
            <source>`once` gives each pair of neighbors one edge, from the lower point number to the higher; `both` gives two, one for each direction.</source>
            <extracomment>mesh.MeshGraph</extracomment>
            <translation>`once` gibt jedem Paar von Nachbarn eine Kante, von der kleineren zur größeren Punktnummer; `both` gibt zwei, eine je Richtung.</translation>
        </message>
        <message>
            <source>Graph of nearest neighbors</source>
            <extracomment>mesh.NearestGraph</extracomment>
            <translation>Graph der nächsten Nachbarn</translation>
        </message>
        <message>
            <source>Makes a graph of each mesh or point cloud: every point is joined with its k nearest ones.</source>
            <extracomment>mesh.NearestGraph</extracomment>
            <translation>Macht aus jedem Netz oder jeder Punktwolke einen Graphen: jeder Punkt wird mit seinen k nächsten verbunden.</translation>
        </message>
        <message>
            <source>How many nearest points each is joined with.</source>
            <extracomment>mesh.NearestGraph</extracomment>
            <translation>Mit wie vielen nächsten Punkten jeder verbunden wird.</translation>
        </message>
        <message>
            <source>Graph of points within a radius</source>
            <extracomment>mesh.RadiusGraph</extracomment>
            <translation>Graph der Punkte in einem Radius</translation>
        </message>
        <message>
            <source>Makes a graph of each mesh or point cloud: points up to a radius apart are joined.</source>
            <extracomment>mesh.RadiusGraph</extracomment>
            <translation>Macht aus jedem Netz oder jeder Punktwolke einen Graphen: Punkte bis zu einem Abstand werden verbunden.</translation>
        </message>
        <message>
            <source>Radius</source>
            <extracomment>mesh.RadiusGraph</extracomment>
            <translation>Radius</translation>
        </message>
        <message>
            <source>Largest length of an edge, in the mesh's own unit.</source>
            <extracomment>mesh.RadiusGraph</extracomment>
            <translation>Größte Länge einer Kante, in der Einheit des Netzes.</translation>
        </message>
        <message>
            <source>HDF5 files</source>
            <extracomment>mesh.HDF5Sink</extracomment>
            <translation>HDF5-Dateien</translation>
        </message>
        <message>
            <source>Writes points, cells and fields of each mesh as chunked arrays in an HDF5 file.</source>
            <extracomment>mesh.HDF5Sink</extracomment>
            <translation>Schreibt Punkte, Zellen und Felder jedes Netzes als Arrays aus Chunks in eine HDF5-Datei.</translation>
        </message>
        <message>
            <source>Folder for the HDF5 files; made if it is not there.</source>
            <extracomment>mesh.HDF5Sink</extracomment>
            <translation>Ordner für die HDF5-Dateien; wird angelegt, wenn er fehlt.</translation>
        </message>
        <message>
            <source>Name of each file, with {stem}, {relpath} (folders below the source's and stem), {index}, {item} or {time} filled in; formats such as {index:05d} are allowed.</source>
            <extracomment>mesh.HDF5Sink</extracomment>
            <translation>Name jeder Datei, in den {stem}, {relpath} (Ordner unterhalb der Quelle und Stamm), {index}, {item} oder {time} eingesetzt werden; Formate wie {index:05d} sind erlaubt.</translation>
        </message>
        <message>
            <source>Chunk size</source>
            <extracomment>mesh.HDF5Sink</extracomment>
            <translation>Chunk-Größe</translation>
        </message>
        <message>
            <source>Largest size of a chunk before compression; readers fetch whole chunks.</source>
            <extracomment>mesh.HDF5Sink</extracomment>
            <translation>Höchstgröße eines Chunks vor der Kompression; gelesen werden immer ganze Chunks.</translation>
        </message>
        <message>
            <source>gzip is read by every program, lzf is faster and read by h5py, none is raw.</source>
            <extracomment>mesh.HDF5Sink</extracomment>
            <translation>gzip liest jedes Programm, lzf ist schneller und wird von h5py gelesen, none ist unkomprimiert.</translation>
        </message>
        <message>
            <source>Effort of gzip: 1 is fastest, 9 smallest.</source>
            <extracomment>mesh.HDF5Sink</extracomment>
            <translation>Aufwand von gzip: 1 ist am schnellsten, 9 am kleinsten.</translation>
        </message>
        <message>
            <source>nested keeps cells and fields in groups; flat also lets all arrays be found at the root, as physicsnemo's HDF5Reader takes them.</source>
            <extracomment>mesh.HDF5Sink</extracomment>
            <translation>nested hält Zellen und Felder in Gruppen; bei flat sind alle Arrays auch an der Wurzel zu finden, wie der HDF5Reader von physicsnemo sie nimmt.</translation>
        </message>
        <message>
            <source>Mean of time steps</source>
            <extracomment>mesh.MeanOfSteps</extracomment>
            <translation>Mittel der Zeitschritte</translation>
        </message>
        <message>
            <source>Makes one mesh of all time steps that a file holds, with the mean of each field.</source>
            <extracomment>mesh.MeanOfSteps</extracomment>
            <translation>Macht ein Netz aus allen Zeitschritten einer Datei, mit dem Mittelwert jedes Felds.</translation>
        </message>
        <message>
            <source>Mesh information</source>
            <extracomment>mesh.MeshInformation</extracomment>
            <translation>Netzinformationen</translation>
        </message>
        <message>
            <source>Writes a table (CSV) of what each mesh is: sizes, bounds, cell types, fields.</source>
            <extracomment>mesh.MeshInformation</extracomment>
            <translation>Schreibt eine Tabelle (CSV) darüber, was jedes Netz ist: Größen, Grenzen, Zelltypen, Felder.</translation>
        </message>
        <message>
            <source>CSV file for the table.</source>
            <extracomment>mesh.MeshInformation</extracomment>
            <translation>CSV-Datei für die Tabelle.</translation>
        </message>
        <message>
            <source>Meshes of a table</source>
            <extracomment>mesh.MeshTableSource</extracomment>
            <translation>Netze einer Tabelle</translation>
        </message>
        <message>
            <source>Reads the VTK-family files that a table (CSV, Parquet, SQLite) lists, one row an item, with its numbers as global data.</source>
            <extracomment>mesh.MeshTableSource</extracomment>
            <translation>Liest die Dateien der VTK-Familie, die eine Tabelle (CSV, Parquet, SQLite) nennt, eine Zeile je Element, mit ihren Zahlen als globale Daten.</translation>
        </message>
        <message>
            <source>meshio files</source>
            <extracomment>mesh.MeshioSource</extracomment>
            <translation>meshio-Dateien</translation>
        </message>
        <message>
            <source>Reads gmsh, Abaqus, Nastran, MED, Medit, CGNS, XDMF, SU2 and other meshes from a folder, one per index; a time series (XDMF) has one index per step.</source>
            <extracomment>mesh.MeshioSource</extracomment>
            <translation>Liest gmsh, Abaqus, Nastran, MED, Medit, CGNS, XDMF, SU2 und andere Netze aus einem Ordner, eines je Index; eine Zeitreihe (XDMF) hat einen Index je Zeitschritt.</translation>
        </message>
        <message>
            <source>Folder with the files (.msh, .inp, .bdf, .fem, .nas, .med, .mesh, .meshb, .cgns, .xdmf, .xmf, .su2, .avs, .vol, .off, .mdpa, .f3grid); they are taken in natural order, step9 before step10.</source>
            <extracomment>mesh.MeshioSource</extracomment>
            <translation>Ordner mit den Dateien (.msh, .inp, .bdf, .fem, .nas, .med, .mesh, .meshb, .cgns, .xdmf, .xmf, .su2, .avs, .vol, .off, .mdpa, .f3grid); sie werden in natürlicher Reihenfolge genommen, step9 vor step10.</translation>
        </message>
        <message>
            <source>File format</source>
            <extracomment>mesh.MeshioSource</extracomment>
            <translation>Dateiformat</translation>
        </message>
        <message>
            <source>Format of the files; needed only where several formats share a suffix.</source>
            <extracomment>mesh.MeshioSource</extracomment>
            <translation>Format der Dateien; nur nötig, wo sich mehrere Formate eine Endung teilen.</translation>
        </message>
        <message>
            <source>Node types</source>
            <extracomment>mesh.NodeTypes</extracomment>
            <translation>Knotentypen</translation>
        </message>
        <message>
            <source>Adds a point field that tells boundary points and sharp edges from those inside, for graph networks.</source>
            <extracomment>mesh.NodeTypes</extracomment>
            <translation>Fügt ein Punktfeld hinzu, das Randpunkte und scharfe Kanten vom Inneren unterscheidet, für Graph-Netzwerke.</translation>
        </message>
        <message>
            <source>Points on edges whose faces' normals differ by more than this are of type 2; unset marks none.</source>
            <extracomment>mesh.NodeTypes</extracomment>
            <translation>Punkte auf Kanten, deren Flächennormalen sich um mehr als dies unterscheiden, haben Typ 2; nicht gesetzt kennzeichnet keine.</translation>
        </message>
        <message>
            <source>Scales fields to the range 0 to 1, with constants of this data set or of a file.</source>
            <extracomment>mesh.Normalize</extracomment>
            <translation>Skaliert Felder auf den Bereich 0 bis 1, mit Konstanten dieses Datensatzes oder einer Datei.</translation>
        </message>
        <message>
            <source>Not set: from this data set, over its training part, in a pass before the run. Or a file: constants.json of a data set, or what the step Field statistics wrote.</source>
            <extracomment>mesh.Normalize</extracomment>
            <translation>Nicht gesetzt: aus diesem Datensatz, über seinen Trainingsteil, in einem Durchgang vor dem Lauf. Oder eine Datei: constants.json eines Datensatzes, oder was der Schritt Feldstatistik schrieb.</translation>
        </message>
        <message>
            <source>Cell and point fields to scale, by name or glob. Not set: all of real numbers, or all that the file has.</source>
            <extracomment>mesh.Normalize</extracomment>
            <translation>Zell- und Punktfelder, die skaliert werden, nach Namen oder Muster. Nicht gesetzt: alle mit reellen Zahlen, oder alle, die die Datei hat.</translation>
        </message>
        <message>
            <source>Offset</source>
            <extracomment>mesh.Normalize</extracomment>
            <translation>Versatz</translation>
        </message>
        <message>
            <source>Given offset per field.</source>
            <extracomment>mesh.Normalize</extracomment>
            <translation>Vorgegebener Versatz je Feld.</translation>
        </message>
        <message>
            <source>Scale</source>
            <extracomment>mesh.Normalize</extracomment>
            <translation>Skalierung</translation>
        </message>
        <message>
            <source>Given scale per field; never 0.</source>
            <extracomment>mesh.Normalize</extracomment>
            <translation>Vorgegebene Skalierung je Feld; nie 0.</translation>
        </message>
        <message>
            <source>Adds unit normals to the points and cells of a surface.</source>
            <extracomment>mesh.Normals</extracomment>
            <translation>Fügt den Punkten und Zellen einer Oberfläche Einheitsnormalen hinzu.</translation>
        </message>
        <message>
            <source>Point normals</source>
            <extracomment>mesh.Normals</extracomment>
            <translation>Punktnormalen</translation>
        </message>
        <message>
            <source>Add normals to the points.</source>
            <extracomment>mesh.Normals</extracomment>
            <translation>Den Punkten Normalen hinzufügen.</translation>
        </message>
        <message>
            <source>Cell normals</source>
            <extracomment>mesh.Normals</extracomment>
            <translation>Zellnormalen</translation>
        </message>
        <message>
            <source>Add normals to the cells.</source>
            <extracomment>mesh.Normals</extracomment>
            <translation>Den Zellen Normalen hinzufügen.</translation>
        </message>
        <message>
            <source>Orient</source>
            <extracomment>mesh.Normals</extracomment>
            <translation>Ausrichten</translation>
        </message>
        <message>
            <source>Which way they point: `keep` follows the order of each cell's points, `consistent` turns cells so that neighbours agree, `outward` also turns closed surfaces so that all point outwards.</source>
            <extracomment>mesh.Normals</extracomment>
            <translation>Wohin sie zeigen: `keep` folgt der Punktreihenfolge jeder Zelle, `consistent` dreht Zellen so, dass Nachbarn übereinstimmen, `outward` dreht außerdem geschlossene Oberflächen so, dass alle nach außen zeigen.</translation>
        </message>
        <message>
            <source>Split angle</source>
            <extracomment>mesh.Normals</extracomment>
            <translation>Trennwinkel</translation>
        </message>
        <message>
            <source>Split points along edges sharper than this angle, so that each side has its own normal; unset splits none.</source>
            <extracomment>mesh.Normals</extracomment>
            <translation>Punkte entlang Kanten trennen, die schärfer als dieser Winkel sind, damit jede Seite ihre eigene Normale hat; leer trennt keine.</translation>
        </message>
        <message>
            <source>NPZ files</source>
            <extracomment>mesh.NPZSink</extracomment>
            <translation>NPZ-Dateien</translation>
        </message>
        <message>
            <source>Writes points, cells and fields of each mesh as arrays in a NumPy .npz file.</source>
            <extracomment>mesh.NPZSink</extracomment>
            <translation>Schreibt Punkte, Zellen und Felder jedes Netzes als Arrays in eine NumPy-Datei (.npz).</translation>
        </message>
        <message>
            <source>Folder for the NPZ files; made if it is not there.</source>
            <extracomment>mesh.NPZSink</extracomment>
            <translation>Ordner für die NPZ-Dateien; wird angelegt, wenn er fehlt.</translation>
        </message>
        <message>
            <source>Deflate the arrays: smaller, but many times slower.</source>
            <extracomment>mesh.NPZSink</extracomment>
            <translation>Die Arrays mit Deflate komprimieren: kleiner, aber um ein Vielfaches langsamer.</translation>
        </message>
        <message>
            <source>OpenFOAM case</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>OpenFOAM-Fall</translation>
        </message>
        <message>
            <source>Reads the time steps of an OpenFOAM case: internal mesh and boundary patches.</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Liest die Zeitschritte eines OpenFOAM-Falls: inneres Netz und Rand-Patches.</translation>
        </message>
        <message>
            <source>Case</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Fall</translation>
        </message>
        <message>
            <source>Folder of the case, with `constant` and the time steps in it.</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Ordner des Falls mit `constant` und den Zeitschritten.</translation>
        </message>
        <message>
            <source>Region</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Region</translation>
        </message>
        <message>
            <source>Region of a case with several; empty for the only one.</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Region eines Falls mit mehreren; leer bei nur einer.</translation>
        </message>
        <message>
            <source>Internal</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Inneres</translation>
        </message>
        <message>
            <source>Read the internal mesh.</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Das innere Netz lesen.</translation>
        </message>
        <message>
            <source>Boundary patches to read, by name or glob (`*` for all); none if unset.</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Zu lesende Rand-Patches, nach Name oder Glob (`*` für alle); leer: keine.</translation>
        </message>
        <message>
            <source>Blocks</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Blöcke</translation>
        </message>
        <message>
            <source>What to make of several parts: `combine` gives one mesh of all, keeping the fields that every part has; `each` gives every part as an item of its own.</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Was aus mehreren Teilen wird: `combine` ergibt ein Netz aus allen mit den Feldern, die jeder Teil hat; `each` ergibt jeden Teil als eigenes Element.</translation>
        </message>
        <message>
            <source>Decomposed</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Zerlegt</translation>
        </message>
        <message>
            <source>Read the `processor*` folders instead.</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Stattdessen die Ordner `processor*` lesen.</translation>
        </message>
        <message>
            <source>Skip zero</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Null auslassen</translation>
        </message>
        <message>
            <source>Leave out time 0, the initial conditions.</source>
            <extracomment>mesh.OpenFOAMSource</extracomment>
            <translation>Die Zeit 0, also die Anfangsbedingungen, auslassen.</translation>
        </message>
        <message>
            <source>PLY files</source>
            <extracomment>mesh.PLYSink</extracomment>
            <translation>PLY-Dateien</translation>
        </message>
        <message>
            <source>Writes points and polygons of each surface to a PLY file; fields have no place.</source>
            <extracomment>mesh.PLYSink</extracomment>
            <translation>Schreibt Punkte und Polygone jeder Oberfläche in eine PLY-Datei; Felder haben darin keinen Platz.</translation>
        </message>
        <message>
            <source>Folder for the PLY files; made if it is not there.</source>
            <extracomment>mesh.PLYSink</extracomment>
            <translation>Ordner für die PLY-Dateien; er wird angelegt, falls er fehlt.</translation>
        </message>
        <message>
            <source>Binary</source>
            <extracomment>mesh.PLYSink</extracomment>
            <translation>Binär</translation>
        </message>
        <message>
            <source>Binary files are smaller and faster; otherwise text.</source>
            <extracomment>mesh.PLYSink</extracomment>
            <translation>Binärdateien sind kleiner und schneller; sonst Text.</translation>
        </message>
        <message>
            <source>PMSH memory maps</source>
            <extracomment>mesh.PMSHSink</extracomment>
            <translation>PMSH-Speicherabbilder</translation>
        </message>
        <message>
            <source>Writes each mesh as raw arrays with triangles or tetrahedra for cells, which physicsnemo's MeshReader maps into memory.</source>
            <extracomment>mesh.PMSHSink</extracomment>
            <translation>Schreibt jedes Netz als rohe Arrays mit Dreiecken oder Tetraedern als Zellen, die der MeshReader von physicsnemo in den Speicher abbildet.</translation>
        </message>
        <message>
            <source>Folder for the PMSH folders; made if it is not there.</source>
            <extracomment>mesh.PMSHSink</extracomment>
            <translation>Ordner für die PMSH-Ordner; wird angelegt, wenn er fehlt.</translation>
        </message>
        <message>
            <source>Point data to cell data</source>
            <extracomment>mesh.PointToCell</extracomment>
            <translation>Punktdaten zu Zelldaten</translation>
        </message>
        <message>
            <source>Averages point fields onto the cells.</source>
            <extracomment>mesh.PointToCell</extracomment>
            <translation>Mittelt Punktfelder auf die Zellen.</translation>
        </message>
        <message>
            <source>Keep point data</source>
            <extracomment>mesh.PointToCell</extracomment>
            <translation>Punktdaten behalten</translation>
        </message>
        <message>
            <source>Keep the point fields beside the cell fields.</source>
            <extracomment>mesh.PointToCell</extracomment>
            <translation>Die Punktfelder neben den Zellfeldern behalten.</translation>
        </message>
        <message>
            <source>Categorical</source>
            <extracomment>mesh.PointToCell</extracomment>
            <translation>Kategorisch</translation>
        </message>
        <message>
            <source>Take the value that most points of a cell have instead of the mean: for labels.</source>
            <extracomment>mesh.PointToCell</extracomment>
            <translation>Statt des Mittelwerts den Wert nehmen, den die meisten Punkte einer Zelle haben: für Kennzahlen.</translation>
        </message>
        <message>
            <source>Stores all floating-point fields and the points as float32 or float64.</source>
            <extracomment>mesh.Precision</extracomment>
            <translation>Speichert alle Gleitkommafelder und die Punkte als float32 oder float64.</translation>
        </message>
        <message>
            <source>Dtype</source>
            <extracomment>mesh.Precision</extracomment>
            <translation>Datentyp</translation>
        </message>
        <message>
            <source>Number format; float32 halves the size and keeps 7 digits.</source>
            <extracomment>mesh.Precision</extracomment>
            <translation>Zahlenformat; float32 halbiert die Größe und behält 7 Stellen.</translation>
        </message>
        <message>
            <source>Points</source>
            <extracomment>mesh.Precision</extracomment>
            <translation>Punkte</translation>
        </message>
        <message>
            <source>Convert the points' coordinates as well.</source>
            <extracomment>mesh.Precision</extracomment>
            <translation>Auch die Koordinaten der Punkte umwandeln.</translation>
        </message>
        <message>
            <source>Random permutation</source>
            <extracomment>mesh.RandomPermutation</extracomment>
            <translation>Zufällige Permutation</translation>
        </message>
        <message>
            <source>Puts the points and cells of each mesh into a seeded random order.</source>
            <extracomment>mesh.RandomPermutation</extracomment>
            <translation>Bringt Punkte und Zellen jedes Netzes in eine zufällige, durch den Startwert bestimmte Reihenfolge.</translation>
        </message>
        <message>
            <source>Permute the points, and with them the point fields.</source>
            <extracomment>mesh.RandomPermutation</extracomment>
            <translation>Die Punkte und mit ihnen die Punktfelder permutieren.</translation>
        </message>
        <message>
            <source>Cells</source>
            <extracomment>mesh.RandomPermutation</extracomment>
            <translation>Zellen</translation>
        </message>
        <message>
            <source>Permute the cells, and with them the cell fields.</source>
            <extracomment>mesh.RandomPermutation</extracomment>
            <translation>Die Zellen und mit ihnen die Zellfelder permutieren.</translation>
        </message>
        <message>
            <source>Random subsample</source>
            <extracomment>mesh.RandomSubsample</extracomment>
            <translation>Zufällige Stichprobe</translation>
        </message>
        <message>
            <source>Keeps a seeded random choice of the points or cells of each mesh.</source>
            <extracomment>mesh.RandomSubsample</extracomment>
            <translation>Behält eine zufällige, durch den Startwert bestimmte Auswahl der Punkte oder Zellen jedes Netzes.</translation>
        </message>
        <message>
            <source>How many are kept of each mesh.</source>
            <extracomment>mesh.RandomSubsample</extracomment>
            <translation>Wie viele von jedem Netz bleiben.</translation>
        </message>
        <message>
            <source>What</source>
            <extracomment>mesh.RandomSubsample</extracomment>
            <translation>Was</translation>
        </message>
        <message>
            <source>What is chosen from.</source>
            <extracomment>mesh.RandomSubsample</extracomment>
            <translation>Woraus gewählt wird.</translation>
        </message>
        <message>
            <source>Rename fields</source>
            <extracomment>mesh.RenameFields</extracomment>
            <translation>Felder umbenennen</translation>
        </message>
        <message>
            <source>Gives cell and point fields other names.</source>
            <extracomment>mesh.RenameFields</extracomment>
            <translation>Gibt Zell- und Punktfeldern andere Namen.</translation>
        </message>
        <message>
            <source>Old name and new name of each field. A `*` in the old name stands for any text, which replaces the `*` in the new one: `*Mean` to `mean_*`.</source>
            <extracomment>mesh.RenameFields</extracomment>
            <translation>Alter und neuer Name jedes Feldes. Ein `*` im alten Namen steht für beliebigen Text, der das `*` im neuen ersetzt: `*Mean` zu `mean_*`.</translation>
        </message>
        <message>
            <source>What to do with a mesh that lacks a field: `error` fails its index, `ignore` goes on.</source>
            <extracomment>mesh.RenameFields</extracomment>
            <translation>Was mit einem Netz geschieht, dem ein Feld fehlt: `error` lässt seinen Index fehlschlagen, `ignore` macht weiter.</translation>
        </message>
        <message>
            <source>Rotate</source>
            <extracomment>mesh.Rotate</extracomment>
            <translation>Drehen</translation>
        </message>
        <message>
            <source>Turns each mesh, its vector and its tensor fields about an axis.</source>
            <extracomment>mesh.Rotate</extracomment>
            <translation>Dreht jedes Netz, seine Vektor- und seine Tensorfelder um eine Achse.</translation>
        </message>
        <message>
            <source>Axis</source>
            <extracomment>mesh.Rotate</extracomment>
            <translation>Achse</translation>
        </message>
        <message>
            <source>Direction of the axis: x, y, z.</source>
            <extracomment>mesh.Rotate</extracomment>
            <translation>Richtung der Achse: x, y, z.</translation>
        </message>
        <message>
            <source>How far, counterclockwise seen against the axis.</source>
            <extracomment>mesh.Rotate</extracomment>
            <translation>Wie weit, gegen den Uhrzeigersinn entgegen der Achse gesehen.</translation>
        </message>
        <message>
            <source>A point of the axis: x, y, z in the mesh's own unit.</source>
            <extracomment>mesh.Rotate</extracomment>
            <translation>Ein Punkt der Achse: x, y, z in der Einheit des Netzes.</translation>
        </message>
        <message>
            <source>Sample points</source>
            <extracomment>mesh.SamplePoints</extracomment>
            <translation>Punkte abtasten</translation>
        </message>
        <message>
            <source>Samples points on surfaces or in volumes, uniformly or at a least distance (Poisson disk), with fields and normals.</source>
            <extracomment>mesh.SamplePoints</extracomment>
            <translation>Tastet Punkte auf Oberflächen oder in Volumen ab, gleichverteilt oder mit Mindestabstand (Poisson-Disk), mit Feldern und Normalen.</translation>
        </message>
        <message>
            <source>`uniform` draws a number of points by area or volume; `poisson` as many as there is room for at a least distance from each other.</source>
            <extracomment>mesh.SamplePoints</extracomment>
            <translation>`uniform` zieht eine Anzahl Punkte nach Fläche oder Volumen; `poisson` so viele, wie mit einem Mindestabstand voneinander Platz haben.</translation>
        </message>
        <message>
            <source>How many points; for `uniform` only.</source>
            <extracomment>mesh.SamplePoints</extracomment>
            <translation>Wie viele Punkte; nur für `uniform`.</translation>
        </message>
        <message>
            <source>Distance</source>
            <extracomment>mesh.SamplePoints</extracomment>
            <translation>Abstand</translation>
        </message>
        <message>
            <source>Least distance between two points, in the mesh's own unit; for `poisson` only.</source>
            <extracomment>mesh.SamplePoints</extracomment>
            <translation>Kleinster Abstand zweier Punkte, in der Einheit des Netzes; nur für `poisson`.</translation>
        </message>
        <message>
            <source>Add the unit normals of the faces; for surfaces only.</source>
            <extracomment>mesh.SamplePoints</extracomment>
            <translation>Die Einheitsnormalen der Flächen hinzufügen; nur für Oberflächen.</translation>
        </message>
        <message>
            <source>Scales each mesh by a factor, or converts its unit of length (mm to m).</source>
            <extracomment>mesh.Scale</extracomment>
            <translation>Skaliert jedes Netz um einen Faktor oder rechnet seine Längeneinheit um (mm in m).</translation>
        </message>
        <message>
            <source>Factor</source>
            <extracomment>mesh.Scale</extracomment>
            <translation>Faktor</translation>
        </message>
        <message>
            <source>What all coordinates are multiplied by.</source>
            <extracomment>mesh.Scale</extracomment>
            <translation>Womit alle Koordinaten multipliziert werden.</translation>
        </message>
        <message>
            <source>Unit of the coordinates.</source>
            <extracomment>mesh.Scale</extracomment>
            <translation>Einheit der Koordinaten.</translation>
        </message>
        <message>
            <source>Unit they get.</source>
            <extracomment>mesh.Scale</extracomment>
            <translation>Einheit, die sie bekommen.</translation>
        </message>
        <message>
            <source>Select fields</source>
            <extracomment>mesh.SelectFields</extracomment>
            <translation>Felder auswählen</translation>
        </message>
        <message>
            <source>Keeps the named cell and point fields of every mesh and drops all others.</source>
            <extracomment>mesh.SelectFields</extracomment>
            <translation>Behält die genannten Zell- und Punktfelder jedes Netzes und verwirft alle anderen.</translation>
        </message>
        <message>
            <source>Cell fields to keep. Globs such as `alpha.*` are allowed. If neither list is set, all fields are taken; once one is set, only the named fields are.</source>
            <extracomment>mesh.SelectFields</extracomment>
            <translation>Zellfelder, die bleiben. Globs wie `alpha.*` sind erlaubt. Ist keine der beiden Listen gesetzt, werden alle Felder genommen; sobald eine gesetzt ist, nur die genannten.</translation>
        </message>
        <message>
            <source>Point fields to keep. Globs such as `alpha.*` are allowed. If neither list is set, all fields are taken; once one is set, only the named fields are.</source>
            <extracomment>mesh.SelectFields</extracomment>
            <translation>Punktfelder, die bleiben. Globs wie `alpha.*` sind erlaubt. Ist keine der beiden Listen gesetzt, werden alle Felder genommen; sobald eine gesetzt ist, nur die genannten.</translation>
        </message>
        <message>
            <source>Select items</source>
            <extracomment>mesh.SelectItems</extracomment>
            <translation>Elemente auswählen</translation>
        </message>
        <message>
            <source>Keeps meshes by a condition, such as a field's maximum, the time or the number of cells; drops all others.</source>
            <extracomment>mesh.SelectItems</extracomment>
            <translation>Behält Netze nach einer Bedingung, etwa dem Maximum eines Felds, der Zeit oder der Zahl der Zellen; alle anderen fallen weg.</translation>
        </message>
        <message>
            <source>Quantity</source>
            <extracomment>mesh.SelectItems</extracomment>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Number of points or cells, the time, or minimum, maximum, mean or share of NaN of a field.</source>
            <extracomment>mesh.SelectItems</extracomment>
            <translation>Zahl der Punkte oder Zellen, die Zeit, oder Minimum, Maximum, Mittel oder NaN-Anteil eines Felds.</translation>
        </message>
        <message>
            <source>Field</source>
            <extracomment>mesh.SelectItems</extracomment>
            <translation>Feld</translation>
        </message>
        <message>
            <source>Point or cell field, for the quantities of fields.</source>
            <extracomment>mesh.SelectItems</extracomment>
            <translation>Punkt- oder Zellfeld, für die Größen von Feldern.</translation>
        </message>
        <message>
            <source>At least</source>
            <extracomment>mesh.SelectItems</extracomment>
            <translation>Mindestens</translation>
        </message>
        <message>
            <source>Smallest number of a mesh that is kept; unset is open.</source>
            <extracomment>mesh.SelectItems</extracomment>
            <translation>Kleinste Zahl eines Netzes, das bleibt; nicht gesetzt ist offen.</translation>
        </message>
        <message>
            <source>At most</source>
            <extracomment>mesh.SelectItems</extracomment>
            <translation>Höchstens</translation>
        </message>
        <message>
            <source>Largest number of a mesh that is kept; unset is open.</source>
            <extracomment>mesh.SelectItems</extracomment>
            <translation>Größte Zahl eines Netzes, das bleibt; nicht gesetzt ist offen.</translation>
        </message>
        <message>
            <source>Slice</source>
            <extracomment>mesh.Slice</extracomment>
            <translation>Schnitt</translation>
        </message>
        <message>
            <source>Cuts each mesh with a plane and keeps the section, with its fields.</source>
            <extracomment>mesh.Slice</extracomment>
            <translation>Schneidet jedes Netz mit einer Ebene und behält die Schnittfläche mit ihren Feldern.</translation>
        </message>
        <message>
            <source>Direction perpendicular to the plane: x, y, z.</source>
            <extracomment>mesh.Slice</extracomment>
            <translation>Richtung senkrecht zur Ebene: x, y, z.</translation>
        </message>
        <message>
            <source>Scales fields to mean 0 and standard deviation 1, with constants of this data set or of a file.</source>
            <extracomment>mesh.Standardize</extracomment>
            <translation>Skaliert Felder auf Mittel 0 und Standardabweichung 1, mit Konstanten dieses Datensatzes oder einer Datei.</translation>
        </message>
        <message>
            <source>STL files</source>
            <extracomment>mesh.STLSink</extracomment>
            <translation>STL-Dateien</translation>
        </message>
        <message>
            <source>Writes the triangles of each surface to an STL file; fields have no place there.</source>
            <extracomment>mesh.STLSink</extracomment>
            <translation>Schreibt die Dreiecke jeder Oberfläche in eine STL-Datei; Felder haben darin keinen Platz.</translation>
        </message>
        <message>
            <source>Folder for the STL files; made if it is not there.</source>
            <extracomment>mesh.STLSink</extracomment>
            <translation>Ordner für die STL-Dateien; er wird angelegt, falls er fehlt.</translation>
        </message>
        <message>
            <source>Synthetic meshes</source>
            <extracomment>mesh.SyntheticSource</extracomment>
            <translation>Synthetische Netze</translation>
        </message>
        <message>
            <source>Makes meshes with smooth fields, for trying things without data.</source>
            <extracomment>mesh.SyntheticSource</extracomment>
            <translation>Erzeugt Netze mit glatten Feldern, zum Ausprobieren ohne Daten.</translation>
        </message>
        <message>
            <source>How many meshes.</source>
            <extracomment>mesh.SyntheticSource</extracomment>
            <translation>Wie viele Netze.</translation>
        </message>
        <message>
            <source>Shape</source>
            <extracomment>mesh.SyntheticSource</extracomment>
            <translation>Form</translation>
        </message>
        <message>
            <source>What the meshes look like.</source>
            <extracomment>mesh.SyntheticSource</extracomment>
            <translation>Wie die Netze aussehen.</translation>
        </message>
        <message>
            <source>Resolution</source>
            <extracomment>mesh.SyntheticSource</extracomment>
            <translation>Auflösung</translation>
        </message>
        <message>
            <source>Cells along each side.</source>
            <extracomment>mesh.SyntheticSource</extracomment>
            <translation>Zellen entlang jeder Seite.</translation>
        </message>
        <message>
            <source>Start of the random numbers.</source>
            <extracomment>mesh.SyntheticSource</extracomment>
            <translation>Startwert der Zufallszahlen.</translation>
        </message>
        <message>
            <source>Time derivative</source>
            <extracomment>mesh.TimeDerivative</extracomment>
            <translation>Zeitableitung</translation>
        </message>
        <message>
            <source>Adds rates of change of fields, from the time steps that one file holds.</source>
            <extracomment>mesh.TimeDerivative</extracomment>
            <translation>Fügt Änderungsraten von Feldern hinzu, aus den Zeitschritten einer Datei.</translation>
        </message>
        <message>
            <source>Point and cell fields, by name or glob.</source>
            <extracomment>mesh.TimeDerivative</extracomment>
            <translation>Punkt- und Zellfelder, nach Name oder Glob.</translation>
        </message>
        <message>
            <source>Suffix</source>
            <extracomment>mesh.TimeDerivative</extracomment>
            <translation>Endung</translation>
        </message>
        <message>
            <source>What the new fields' names end in.</source>
            <extracomment>mesh.TimeDerivative</extracomment>
            <translation>Womit die Namen der neuen Felder enden.</translation>
        </message>
        <message>
            <source>Translate</source>
            <extracomment>mesh.Translate</extracomment>
            <translation>Verschieben</translation>
        </message>
        <message>
            <source>Moves each mesh by a vector.</source>
            <extracomment>mesh.Translate</extracomment>
            <translation>Verschiebt jedes Netz um einen Vektor.</translation>
        </message>
        <message>
            <source>The vector: x, y, z in the mesh's own unit.</source>
            <extracomment>mesh.Translate</extracomment>
            <translation>Der Vektor: x, y, z in der Einheit des Netzes.</translation>
        </message>
        <message>
            <source>Triangulate</source>
            <extracomment>mesh.Triangulate</extracomment>
            <translation>Triangulieren</translation>
        </message>
        <message>
            <source>Splits polygons into triangles and volume cells into tetrahedra.</source>
            <extracomment>mesh.Triangulate</extracomment>
            <translation>Zerlegt Polygone in Dreiecke und Volumenzellen in Tetraeder.</translation>
        </message>
        <message>
            <source>Uniform grid</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Gleichmäßiges Gitter</translation>
        </message>
        <message>
            <source>Samples the fields of each mesh at the points of a uniform grid.</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Tastet die Felder jedes Netzes an den Punkten eines gleichmäßigen Gitters ab.</translation>
        </message>
        <message>
            <source>Points along x, y and z; one number is for the longest side, with the same distance along the others. Not set: 64 along the longest side, or as many as the spacing gives.</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Punkte entlang x, y und z; eine einzige Zahl gilt für die längste Seite, mit demselben Abstand entlang der anderen. Nicht gesetzt: 64 entlang der längsten Seite oder so viele, wie der Abstand ergibt.</translation>
        </message>
        <message>
            <source>Distance of the points along x, y and z, or one for all, in place of counts.</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Abstand der Punkte entlang x, y und z oder einer für alle, anstelle von Anzahlen.</translation>
        </message>
        <message>
            <source>Smallest x of the grid. Not set: that of each mesh.</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Kleinstes x des Gitters. Nicht gesetzt: das jedes Netzes.</translation>
        </message>
        <message>
            <source>Largest x of the grid. Not set: that of each mesh.</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Größtes x des Gitters. Nicht gesetzt: das jedes Netzes.</translation>
        </message>
        <message>
            <source>Smallest y of the grid. Not set: that of each mesh.</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Kleinstes y des Gitters. Nicht gesetzt: das jedes Netzes.</translation>
        </message>
        <message>
            <source>Largest y of the grid. Not set: that of each mesh.</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Größtes y des Gitters. Nicht gesetzt: das jedes Netzes.</translation>
        </message>
        <message>
            <source>Smallest z of the grid. Not set: that of each mesh.</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Kleinstes z des Gitters. Nicht gesetzt: das jedes Netzes.</translation>
        </message>
        <message>
            <source>Largest z of the grid. Not set: that of each mesh.</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Größtes z des Gitters. Nicht gesetzt: das jedes Netzes.</translation>
        </message>
        <message>
            <source>Outside</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Außerhalb</translation>
        </message>
        <message>
            <source>What fields have at points outside: `nan` marks them and turns whole numbers into real ones; `zero` leaves the types as they are.</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Was Felder an Punkten außerhalb haben: `nan` kennzeichnet sie und macht ganze Zahlen zu reellen; `zero` lässt die Typen, wie sie sind.</translation>
        </message>
        <message>
            <source>Mask</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Maske</translation>
        </message>
        <message>
            <source>Point field that is 1 inside the mesh and 0 outside. Not set: none is made.</source>
            <extracomment>mesh.UniformGrid</extracomment>
            <translation>Punktfeld, das im Netz 1 ist und außerhalb 0. Nicht gesetzt: Es wird keines angelegt.</translation>
        </message>
        <message>
            <source>VTI files</source>
            <extracomment>mesh.VTISink</extracomment>
            <translation>VTI-Dateien</translation>
        </message>
        <message>
            <source>Writes each image (regular grid) to a VTK XML ImageData file.</source>
            <extracomment>mesh.VTISink</extracomment>
            <translation>Schreibt jedes Bild (regelmäßiges Gitter) in eine VTK-XML-Datei ImageData.</translation>
        </message>
        <message>
            <source>Folder for the VTI files; made if it is not there.</source>
            <extracomment>mesh.VTISink</extracomment>
            <translation>Ordner für die VTI-Dateien; wird angelegt, wenn es ihn nicht gibt.</translation>
        </message>
        <message>
            <source>none is by far the fastest to write and read; lz4 is nearly as fast and smaller; zlib is smaller still and read by every program; lzma is smallest and slow.</source>
            <extracomment>mesh.VTISink</extracomment>
            <translation>none ist beim Schreiben und Lesen mit Abstand am schnellsten; lz4 ist fast so schnell und kleiner; zlib ist noch kleiner und wird von jedem Programm gelesen; lzma ist am kleinsten und langsam.</translation>
        </message>
        <message>
            <source>Effort of the compression: 1 is fastest, 9 smallest.</source>
            <extracomment>mesh.VTISink</extracomment>
            <translation>Aufwand der Kompression: 1 ist am schnellsten, 9 am kleinsten.</translation>
        </message>
        <message>
            <source>VTK files</source>
            <extracomment>mesh.VTKSource</extracomment>
            <translation>VTK-Dateien</translation>
        </message>
        <message>
            <source>Reads VTK XML (.vtu .vtp .vti .vtr .vts .vtm .pvtu .pvd), legacy VTK, VTKHDF, STL, PLY, OBJ, CGNS and EnSight files from a folder, one per index.</source>
            <extracomment>mesh.VTKSource</extracomment>
            <translation>Liest VTK-XML (.vtu .vtp .vti .vtr .vts .vtm .pvtu .pvd), altes VTK, VTKHDF, STL, PLY, OBJ, CGNS und EnSight-Dateien aus einem Ordner, eine je Index.</translation>
        </message>
        <message>
            <source>Folder with the files (.vtu, .vtp, .vti, .vtr, .vts, .vtm, .pvtu, .pvtp, .pvti, .pvtr, .pvts, .vtk, .stl, .obj, .ply, .vtkhdf, .cgns, .case, .pvd); they are taken in natural order, step9 before step10.</source>
            <extracomment>mesh.VTKSource</extracomment>
            <translation>Ordner mit den Dateien (.vtu, .vtp, .vti, .vtr, .vts, .vtm, .pvtu, .pvtp, .pvti, .pvtr, .pvts, .vtk, .stl, .obj, .ply, .vtkhdf, .cgns, .case, .pvd); sie werden in natürlicher Reihenfolge genommen, step9 vor step10.</translation>
        </message>
        <message>
            <source>What to make of multi-block files: `combine` gives one mesh of all blocks, keeping the fields that every block has; `each` gives every block as an item of its own.</source>
            <extracomment>mesh.VTKSource</extracomment>
            <translation>Was aus Multiblock-Dateien wird: `combine` ergibt ein Netz aus allen Blöcken mit den Feldern, die jeder Block hat; `each` ergibt jeden Block als eigenes Element.</translation>
        </message>
        <message>
            <source>Block names</source>
            <extracomment>mesh.VTKSource</extracomment>
            <translation>Blocknamen</translation>
        </message>
        <message>
            <source>Blocks to take, by name or glob, levels separated by `/`; all if unset.</source>
            <extracomment>mesh.VTKSource</extracomment>
            <translation>Zu nehmende Blöcke, nach Name oder Glob, Ebenen durch `/` getrennt; leer: alle.</translation>
        </message>
        <message>
            <source>VTKHDF files</source>
            <extracomment>mesh.VTKHDFSink</extracomment>
            <translation>VTKHDF-Dateien</translation>
        </message>
        <message>
            <source>Writes each mesh to a VTKHDF file, which h5py and ParaView can read in parts. Dots and slashes in field names become underscores.</source>
            <extracomment>mesh.VTKHDFSink</extracomment>
            <translation>Schreibt jedes Netz in eine VTKHDF-Datei, die h5py und ParaView in Teilen lesen können. Punkte und Schrägstriche in Feldnamen werden zu Unterstrichen.</translation>
        </message>
        <message>
            <source>Folder for the VTKHDF files; made if it is not there.</source>
            <extracomment>mesh.VTKHDFSink</extracomment>
            <translation>Ordner für die VTKHDF-Dateien; wird angelegt, wenn er fehlt.</translation>
        </message>
        <message>
            <source>Compression level</source>
            <extracomment>mesh.VTKHDFSink</extracomment>
            <translation>Kompressionsstufe</translation>
        </message>
        <message>
            <source>Effort of the deflate compression: 0 writes raw data, 9 the smallest file.</source>
            <extracomment>mesh.VTKHDFSink</extracomment>
            <translation>Aufwand der Deflate-Kompression: 0 schreibt Rohdaten, 9 die kleinste Datei.</translation>
        </message>
        <message>
            <source>Values per chunk of the file: the least that a reader fetches.</source>
            <extracomment>mesh.VTKHDFSink</extracomment>
            <translation>Werte je Chunk der Datei: das Mindeste, was beim Lesen geholt wird.</translation>
        </message>
        <message>
            <source>VTP files</source>
            <extracomment>mesh.VTPSink</extracomment>
            <translation>VTP-Dateien</translation>
        </message>
        <message>
            <source>Writes each surface to a VTK XML PolyData file, raw or compressed.</source>
            <extracomment>mesh.VTPSink</extracomment>
            <translation>Schreibt jede Oberfläche in eine VTK-XML-PolyData-Datei, roh oder komprimiert.</translation>
        </message>
        <message>
            <source>Folder for the VTP files; made if it is not there.</source>
            <extracomment>mesh.VTPSink</extracomment>
            <translation>Ordner für die VTP-Dateien; wird angelegt, wenn er fehlt.</translation>
        </message>
        <message>
            <source>VTS files</source>
            <extracomment>mesh.VTSSink</extracomment>
            <translation>VTS-Dateien</translation>
        </message>
        <message>
            <source>Writes each structured grid to a VTK XML StructuredGrid file, without its cells.</source>
            <extracomment>mesh.VTSSink</extracomment>
            <translation>Schreibt jedes strukturierte Gitter in eine VTK-XML-Datei StructuredGrid, ohne seine Zellen.</translation>
        </message>
        <message>
            <source>Folder for the VTS files; made if it is not there.</source>
            <extracomment>mesh.VTSSink</extracomment>
            <translation>Ordner für die VTS-Dateien; wird angelegt, wenn es ihn nicht gibt.</translation>
        </message>
        <message>
            <source>VTU files</source>
            <extracomment>mesh.VTUSink</extracomment>
            <translation>VTU-Dateien</translation>
        </message>
        <message>
            <source>Writes each mesh to a VTK XML unstructured grid, raw or compressed.</source>
            <extracomment>mesh.VTUSink</extracomment>
            <translation>Schreibt jedes Netz als unstrukturiertes Gitter in VTK-XML, roh oder komprimiert.</translation>
        </message>
        <message>
            <source>Folder for the VTU files; made if it is not there.</source>
            <extracomment>mesh.VTUSink</extracomment>
            <translation>Ordner für die VTU-Dateien; wird angelegt, wenn er fehlt.</translation>
        </message>
        <message>
            <source>Writes meshes as arrays into tar files of many items each, which WebDataset and other loaders stream in order: for sets too large for random access.</source>
            <extracomment>mesh.WebDatasetSink</extracomment>
            <translation>Schreibt Netze als Arrays in tar-Dateien mit je vielen Elementen, die WebDataset und andere der Reihe nach lesen: für Datensätze, die für wahlfreien Zugriff zu groß sind.</translation>
        </message>
        <message>
            <source>Writes points, cells and fields of each mesh as chunked arrays (Zarr v3).</source>
            <extracomment>mesh.MeshZarrSink</extracomment>
            <translation>Schreibt Punkte, Zellen und Felder jedes Netzes als Arrays aus Chunks (Zarr v3).</translation>
        </message>
        <message>
            <source>Folder for the Zarr stores; made if it is not there.</source>
            <extracomment>mesh.MeshZarrSink</extracomment>
            <translation>Ordner für die Zarr-Speicher; wird angelegt, wenn er fehlt.</translation>
        </message>
        <message>
            <source>zstd is small, blosc (lz4 after shuffling bytes) fastest, none raw.</source>
            <extracomment>mesh.MeshZarrSink</extracomment>
            <translation>zstd ist klein, blosc (lz4 nach Umordnen der Bytes) am schnellsten, none unkomprimiert.</translation>
        </message>
        <message>
            <source>Effort of the compression: 1 to 9.</source>
            <extracomment>mesh.MeshZarrSink</extracomment>
            <translation>Aufwand der Kompression: 1 bis 9.</translation>
        </message>
        <message>
            <source>nested keeps cells and fields in groups; flat has all arrays at the root, as physicsnemo's ZarrReader takes them; mesh cuts cells into triangles or tetrahedra, as its MeshReader takes them.</source>
            <extracomment>mesh.MeshZarrSink</extracomment>
            <translation>nested hält Zellen und Felder in Gruppen; flat hat alle Arrays an der Wurzel, wie der ZarrReader von physicsnemo sie nimmt; mesh zerlegt Zellen in Dreiecke oder Tetraeder, wie dessen MeshReader sie nimmt.</translation>
        </message>
        <message>
            <source>Backend</source>
            <extracomment>run options</extracomment>
            <translation>Backend</translation>
        </message>
        <message>
            <source>How indices are run. dask: The workers of a dask.distributed cluster. loky: Worker processes on this machine; each one fails alone. sequential: In this process, one index after another; for debugging.</source>
            <extracomment>run options</extracomment>
            <translation>Wie Indizes ausgeführt werden. dask: die Worker eines dask.distributed-Clusters. loky: Worker-Prozesse auf diesem Rechner; jeder fällt für sich allein aus. sequential: in diesem Prozess, ein Index nach dem anderen; zur Fehlersuche.</translation>
        </message>
        <message>
            <source>N jobs</source>
            <extracomment>run options</extracomment>
            <translation>Worker</translation>
        </message>
        <message>
            <source>How many worker processes run at the same time. -1 means one per core, -2 all cores but one.</source>
            <extracomment>run options</extracomment>
            <translation>Wie viele Worker-Prozesse gleichzeitig laufen. -1 heißt einer je Kern, -2 alle Kerne bis auf einen.</translation>
        </message>
        <message>
            <source>Indices</source>
            <extracomment>run options</extracomment>
            <translation>Indizes</translation>
        </message>
        <message>
            <source>Which items to run: "all", "0-9" (9 included), "200:300:5" (300 excluded), "every 10th", or several of these separated by commas.</source>
            <extracomment>run options</extracomment>
            <translation>Welche Elemente ausgeführt werden: "all" (alle), "0-9" (mit 9), "200:300:5" (ohne 300), "every 10th" (jeder zehnte) oder mehrere davon, durch Kommas getrennt.</translation>
        </message>
        <message>
            <source>On error</source>
            <extracomment>run options</extracomment>
            <translation>Bei Fehlern</translation>
        </message>
        <message>
            <source>What happens when an index fails: "continue" with the others, "stop" after those that run, or "raise" the error at once.</source>
            <extracomment>run options</extracomment>
            <translation>Was geschieht, wenn ein Index fehlschlägt: mit den anderen weitermachen ("continue"), nach den laufenden stoppen ("stop") oder den Fehler sofort melden ("raise").</translation>
        </message>
        <message>
            <source>Scheduler</source>
            <extracomment>run options</extracomment>
            <translation>Scheduler</translation>
        </message>
        <message>
            <source>Address of a running dask scheduler, for example tcp://host:8786. Empty: a cluster of its own on this machine, for one run.</source>
            <extracomment>run options</extracomment>
            <translation>Adresse eines laufenden dask-Schedulers, zum Beispiel tcp://host:8786. Leer: ein eigenes Cluster auf diesem Rechner für einen Lauf.</translation>
        </message>
        <message>
            <source>Cluster</source>
            <extracomment>run options</extracomment>
            <translation>Cluster</translation>
        </message>
        <message>
            <source>The job system that starts the workers of this run: as many as n_jobs says, as jobs that end with it. Empty: the workers of the scheduler, or of this machine.</source>
            <extracomment>run options</extracomment>
            <translation>Das Jobsystem, das die Worker dieses Laufs startet: so viele, wie n_jobs sagt, als Jobs, die mit ihm enden. Leer: die Worker des Schedulers oder dieses Rechners.</translation>
        </message>
        <message>
            <source>Partition</source>
            <extracomment>run options</extracomment>
            <translation>Partition</translation>
        </message>
        <message>
            <source>Where the jobs wait: Slurm's partition, the queue of others. Empty: the system's default.</source>
            <extracomment>run options</extracomment>
            <translation>Wo die Jobs warten: Slurms Partition, die Warteschlange anderer. Leer: die Vorgabe des Systems.</translation>
        </message>
        <message>
            <source>Account</source>
            <extracomment>run options</extracomment>
            <translation>Konto</translation>
        </message>
        <message>
            <source>Whom the job system charges. Empty: the system's default.</source>
            <extracomment>run options</extracomment>
            <translation>Wem das Jobsystem es anrechnet. Leer: die Vorgabe des Systems.</translation>
        </message>
        <message>
            <source>Workers per job</source>
            <extracomment>run options</extracomment>
            <translation>Worker je Job</translation>
        </message>
        <message>
            <source>How many worker processes one job has.</source>
            <extracomment>run options</extracomment>
            <translation>Wie viele Worker-Prozesse ein Job hat.</translation>
        </message>
        <message>
            <source>Cores per worker</source>
            <extracomment>run options</extracomment>
            <translation>Kerne je Worker</translation>
        </message>
        <message>
            <source>Cores of one worker process.</source>
            <extracomment>run options</extracomment>
            <translation>Kerne eines Worker-Prozesses.</translation>
        </message>
        <message>
            <source>Memory per job</source>
            <extracomment>run options</extracomment>
            <translation>Speicher je Job</translation>
        </message>
        <message>
            <source>Memory of one job, which its workers share; for example "4G".</source>
            <extracomment>run options</extracomment>
            <translation>Speicher eines Jobs, den sich seine Worker teilen; zum Beispiel "4G".</translation>
        </message>
        <message>
            <source>Walltime</source>
            <extracomment>run options</extracomment>
            <translation>Laufzeit</translation>
        </message>
        <message>
            <source>The longest that one job may take, HH:MM:SS or D-HH:MM:SS. Workers leave in good order before that, and other jobs go on.</source>
            <extracomment>run options</extracomment>
            <translation>Wie lange ein Job höchstens dauern darf, HH:MM:SS oder D-HH:MM:SS. Worker gehen vorher geordnet, und andere Jobs machen weiter.</translation>
        </message>
        <message>
            <source>Prologue</source>
            <extracomment>run options</extracomment>
            <translation>Vorspann</translation>
        </message>
        <message>
            <source>Shell commands that each job begins with, one a line or separated by semicolons; for example "module load python".</source>
            <extracomment>run options</extracomment>
            <translation>Befehle der Shell, mit denen jeder Job beginnt, einer je Zeile oder durch Strichpunkte getrennt; zum Beispiel "module load python".</translation>
        </message>
        <message>
            <source>Python</source>
            <extracomment>run options</extracomment>
            <translation>Python</translation>
        </message>
        <message>
            <source>The Python of the nodes, which needs the same version of Curator. Empty: the one that runs here, if the nodes see it under the same path.</source>
            <extracomment>run options</extracomment>
            <translation>Das Python der Knoten, das dieselbe Version von Curator braucht. Leer: das, das hier läuft, wenn die Knoten es unter demselben Pfad sehen.</translation>
        </message>
        <message>
            <source>Address</source>
            <extracomment>run options</extracomment>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Address of this machine that the cluster's workers connect to: HOST or HOST:PORT. Empty: the one on its route to the scheduler, and any free port.</source>
            <extracomment>run options</extracomment>
            <translation>Adresse dieses Rechners, mit der sich die Worker des Clusters verbinden: HOST oder HOST:PORT. Leer: die auf seinem Weg zum Scheduler, und irgendein freier Port.</translation>
        </message>
        <message>
            <source>Worker timeout</source>
            <extracomment>run options</extracomment>
            <translation>Wartezeit auf Worker</translation>
        </message>
        <message>
            <source>How long the run waits for a worker when the cluster has none, before it ends; what is finished stays finished. Empty: a minute, or as long as jobs wait where a job system starts the workers.</source>
            <extracomment>run options</extracomment>
            <translation>Wie lange der Lauf auf einen Worker wartet, wenn der Cluster keinen hat, bevor er endet; was fertig ist, bleibt fertig. Leer: eine Minute, oder so lange Jobs warten, wo ein Jobsystem die Worker startet.</translation>
        </message>
        <message>
            <source>Verbose</source>
            <extracomment>run options</extracomment>
            <translation>Ausführlichkeit</translation>
        </message>
        <message>
            <source>How much joblib reports: 0 nothing, 10 every task, above 10 more. Its lines go to the log.</source>
            <extracomment>run options</extracomment>
            <translation>Wie viel joblib berichtet: 0 nichts, 10 jede Aufgabe, über 10 mehr. Seine Zeilen gehen ins Protokoll.</translation>
        </message>
        <message>
            <source>Batch size</source>
            <extracomment>run options</extracomment>
            <translation>Batch-Größe</translation>
        </message>
        <message>
            <source>How many partition groups (or single indices, where no component asks for groups) one task holds. "auto" measures the first indices and aims at tasks of about a second.</source>
            <extracomment>run options</extracomment>
            <translation>Wie viele Partitionsgruppen (oder einzelne Indizes, wo keine Komponente Gruppen verlangt) eine Aufgabe enthält. "auto" misst die ersten Indizes und strebt Aufgaben von etwa einer Sekunde an.</translation>
        </message>
        <message>
            <source>Pre dispatch</source>
            <extracomment>run options</extracomment>
            <translation>Vorab verteilen</translation>
        </message>
        <message>
            <source>How many tasks are handed out ahead: "all", a number, or an expression such as "2*n_jobs".</source>
            <extracomment>run options</extracomment>
            <translation>Wie viele Aufgaben im Voraus verteilt werden: "all", eine Zahl oder ein Ausdruck wie "2*n_jobs".</translation>
        </message>
        <message>
            <source>Temp folder</source>
            <extracomment>run options</extracomment>
            <translation>Temporärer Ordner</translation>
        </message>
        <message>
            <source>Where the shipped pipeline and memory-mapped arrays live during the run; a fast local disk. By default the system's memory-backed or temporary folder.</source>
            <extracomment>run options</extracomment>
            <translation>Wo die verschickte Pipeline und Memmap-Arrays während des Laufs liegen; ein schneller lokaler Datenträger. Vorgabe ist der Ordner des Systems im Arbeitsspeicher oder der temporäre.</translation>
        </message>
        <message>
            <source>Timeout</source>
            <extracomment>run options</extracomment>
            <translation>Zeitlimit</translation>
        </message>
        <message>
            <source>The longest that one index may take. Its worker, and no other, is killed when the time is up.</source>
            <extracomment>run options</extracomment>
            <translation>Wie lange ein Index höchstens dauern darf. Ist die Zeit um, wird sein Worker beendet und kein anderer.</translation>
        </message>
        <message>
            <source>Max nbytes</source>
            <extracomment>run options</extracomment>
            <translation>Memmap ab</translation>
        </message>
        <message>
            <source>Arrays of the pipeline above this size are memory-mapped and shared by all workers instead of copied into each; for example "1M". Empty: never.</source>
            <extracomment>run options</extracomment>
            <translation>Arrays der Pipeline über dieser Größe werden als Memmap von allen Workern geteilt statt in jeden kopiert; zum Beispiel "1M". Leer: nie.</translation>
        </message>
        <message>
            <source>Mmap mode</source>
            <extracomment>run options</extracomment>
            <translation>Memmap-Modus</translation>
        </message>
        <message>
            <source>How those arrays are mapped: "c" copy on write (changes stay in the worker), "r" read-only (a change is an error).</source>
            <extracomment>run options</extracomment>
            <translation>Wie diese Arrays eingeblendet werden: "c" mit Copy-on-Write (Änderungen bleiben im Worker), "r" nur lesbar (eine Änderung ist ein Fehler).</translation>
        </message>
        <message>
            <source>Max attempts</source>
            <extracomment>run options</extracomment>
            <translation>Max. Versuche</translation>
        </message>
        <message>
            <source>How often an index may kill its worker (crash, timeout, memory) before it is quarantined. An index that merely raises an error fails at once.</source>
            <extracomment>run options</extracomment>
            <translation>Wie oft ein Index seinen Worker zu Fall bringen darf (Absturz, Zeitlimit, Speicher), bevor er in Quarantäne kommt. Ein Index, der nur einen Fehler auslöst, schlägt sofort fehl.</translation>
        </message>
        <message>
            <source>Memory limit</source>
            <extracomment>run options</extracomment>
            <translation>Speicherlimit</translation>
        </message>
        <message>
            <source>Kill a worker, and blame its index, when it holds more memory than this; for example "4G". Empty: no limit.</source>
            <extracomment>run options</extracomment>
            <translation>Einen Worker beenden und es seinem Index anlasten, wenn er mehr Speicher als dies belegt; zum Beispiel "4G". Leer: kein Limit.</translation>
        </message>
        <message>
            <source>Durable</source>
            <extracomment>run options</extracomment>
            <translation>Dauerhaft</translation>
        </message>
        <message>
            <source>Whether the record calls an index done only when its outputs are on the disk, so that they survive a power failure. That is asked for at most every 200 ms, for all workers together.</source>
            <extracomment>run options</extracomment>
            <translation>Ob die Aufzeichnung einen Index erst dann fertig nennt, wenn seine Ausgaben auf der Platte sind, sodass sie einen Stromausfall überstehen. Das wird höchstens alle 200 ms verlangt, für alle Worker zusammen.</translation>
        </message>
        <message>
            <source>Taken output</source>
            <extracomment>run options</extracomment>
            <translation>Belegte Ausgabe</translation>
        </message>
        <message>
            <source>What happens if another run is writing into the same output: "refuse" to begin, or "warn" and go on, for runs that share the indices among them.</source>
            <extracomment>run options</extracomment>
            <translation>Was geschieht, wenn ein anderer Lauf in dieselbe Ausgabe schreibt: nicht beginnen („refuse“) oder warnen und weitermachen („warn“), für Läufe, die sich die Indizes teilen.</translation>
        </message>
        <message>
            <source>Idle step</source>
            <extracomment>run options</extracomment>
            <translation>Wirkungsloser Schritt</translation>
        </message>
        <message>
            <source>What it means if a step did nothing for any item: a "warning", or an "error" of the run (exit code 3); what was written stays.</source>
            <extracomment>run options</extracomment>
            <translation>Was es bedeutet, wenn ein Schritt bei keinem Datensatz etwas bewirkt hat: eine Warnung („warning“) oder ein Fehler des Laufs („error“, Rückgabewert 3); was geschrieben wurde, bleibt.</translation>
        </message>
        <message>
            <source>Measure</source>
            <extracomment>run options</extracomment>
            <translation>Messen</translation>
        </message>
        <message>
            <source>What is measured of every item while it is written, for the data set's table: sizes, bounds, minimum, maximum, mean and deviation of each field, and a hash that finds copies. "full" adds what takes longer: the worst cell of a mesh, the shortest distance of atoms.</source>
            <extracomment>run options</extracomment>
            <translation>Was von jedem Element beim Schreiben gemessen wird, für die Tabelle des Datensatzes: Größen, Grenzen, Minimum, Maximum, Mittelwert und Abweichung jedes Feldes und eine Prüfsumme, die Kopien findet. „full“ fügt hinzu, was länger dauert: die schlechteste Zelle eines Netzes, den kürzesten Abstand von Atomen.</translation>
        </message>
        <message>
            <source>Dataset</source>
            <extracomment>run options</extracomment>
            <translation>Datensatz</translation>
        </message>
        <message>
            <source>Whether a run that keeps a record hands its output folder over as a data set: with a card, a table of the items with their measures, and a description. No file of anybody is overwritten.</source>
            <extracomment>run options</extracomment>
            <translation>Ob ein Lauf, der ein Protokoll führt, seinen Ausgabeordner als Datensatz übergibt: mit einer Karte, einer Tabelle der Elemente mit ihren Messwerten und einer Beschreibung. Keine fremde Datei wird überschrieben.</translation>
        </message>
        <message>
            <source>Prefer</source>
            <extracomment>run options</extracomment>
            <translation>Bevorzugen</translation>
        </message>
        <message>
            <source>Soft hint for joblib. Threads would share the window's process and could not be killed, so this backend always uses processes and says so in the log if threads were preferred.</source>
            <extracomment>run options</extracomment>
            <translation>Weicher Hinweis für joblib. Threads würden den Prozess des Fensters teilen und könnten nicht beendet werden; deshalb benutzt dieses Backend immer Prozesse und sagt das im Protokoll, wenn Threads bevorzugt wurden.</translation>
        </message>
        <message>
            <source>Require</source>
            <extracomment>run options</extracomment>
            <translation>Verlangen</translation>
        </message>
        <message>
            <source>Hard constraint for joblib. "sharedmem" cannot be had with worker processes and is refused; use the sequential backend for it.</source>
            <extracomment>run options</extracomment>
            <translation>Harte Bedingung für joblib. "sharedmem" ist mit Worker-Prozessen nicht möglich und wird abgelehnt; nehmen Sie dafür das Backend sequential.</translation>
        </message>
        <message>
            <source>Inner max num threads</source>
            <extracomment>run options</extracomment>
            <translation>Max. innere Threads</translation>
        </message>
        <message>
            <source>Threads that numerical libraries (BLAS, OpenMP) may use in each worker. Empty: the cores divided by the workers.</source>
            <extracomment>run options</extracomment>
            <translation>Threads, die numerische Bibliotheken (BLAS, OpenMP) in jedem Worker benutzen dürfen. Leer: die Kerne geteilt durch die Worker.</translation>
        </message>
        <message>
            <source>Priority</source>
            <extracomment>run options</extracomment>
            <translation>Priorität</translation>
        </message>
        <message>
            <source>How much the workers hold back: "normal", or "low", which lets all other programs on this computer go first and costs nothing while they are idle.</source>
            <extracomment>run options</extracomment>
            <translation>Wie sehr sich die Worker zurückhalten: "normal" oder "low", das allen anderen Programmen auf diesem Rechner den Vortritt lässt und nichts kostet, solange sie ruhen.</translation>
        </message>
        <message>
            <source>Recycle after</source>
            <extracomment>run options</extracomment>
            <translation>Ersetzen nach</translation>
        </message>
        <message>
            <source>Replace a worker after this many indices, against libraries that leak memory. Empty: never.</source>
            <extracomment>run options</extracomment>
            <translation>Einen Worker nach so vielen Indizes ersetzen, gegen Bibliotheken mit Speicherlecks. Leer: nie.</translation>
        </message>
        <message>
            <source>indices</source>
            <extracomment>run options</extracomment>
            <translation>Indizes</translation>
        </message>
        <message>
            <source>Preview timeout</source>
            <extracomment>run options</extracomment>
            <translation>Zeitgrenze der Vorschau</translation>
        </message>
        <message>
            <source>The seconds that a step may take in a preview or survey; then it is ended.</source>
            <extracomment>run options</extracomment>
            <translation>Die Sekunden, die ein Schritt in einer Vorschau oder Erkundung dauern darf; dann wird er beendet.</translation>
        </message>
    </context>
    <context>
        <name>messages</name>
        <message>
            <source>array</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Array</translation>
        </message>
        <message>
            <source>atom</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Atom</translation>
        </message>
        <message>
            <source>cell</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Zelle</translation>
        </message>
        <message>
            <source>global</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>global</translation>
        </message>
        <message>
            <source>point</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Punkt</translation>
        </message>
        <message>
            <source>structure</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Struktur</translation>
        </message>
        <message>
            <source>variable</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Variable</translation>
        </message>
        <message>
            <source>atoms</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Atome</translation>
        </message>
        <message>
            <source>bounds</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Grenzen</translation>
        </message>
        <message>
            <source>cell types</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Zelltypen</translation>
        </message>
        <message>
            <source>cells</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Zellen</translation>
        </message>
        <message>
            <source>dimensions</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Dimensionen</translation>
        </message>
        <message>
            <source>entries</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Elemente</translation>
        </message>
        <message>
            <source>formula</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Formel</translation>
        </message>
        <message>
            <source>periodic</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>periodisch</translation>
        </message>
        <message>
            <source>points</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Punkte</translation>
        </message>
        <message>
            <source>value</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Wert</translation>
        </message>
        <message>
            <source>volume</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Volumen</translation>
        </message>
        <message>
            <source>source</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Quelle</translation>
        </message>
        <message>
            <source>filter</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Filter</translation>
        </message>
        <message>
            <source>sink</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Senke</translation>
        </message>
        <message>
            <source>coordinate</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Koordinate</translation>
        </message>
        <message>
            <source>dimension</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Dimension</translation>
        </message>
        <message>
            <source>settings</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>own components</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Eigene Komponenten</translation>
        </message>
        <message>
            <source>run records</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Protokolle der Läufe</translation>
        </message>
        <message>
            <source>recovery, crash reports</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Sicherungen, Absturzberichte</translation>
        </message>
        <message>
            <source>small pictures</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Kleine Bilder</translation>
        </message>
        <message>
            <source>added packages</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Hinzugefügte Pakete</translation>
        </message>
        <message>
            <source>sample projects</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Beispielprojekte</translation>
        </message>
        <message>
            <source>temporary files</source>
            <extracomment>where fields are, facts of items, kinds of steps</extracomment>
            <translation>Vorläufige Dateien</translation>
        </message>
        <message>
            <source>the pipeline has no sink: end it with .write(sink)</source>
            <extracomment>curator_gui/core/components.py</extracomment>
            <translation>die Pipeline hat keine Senke: beenden Sie sie mit .write(sink)</translation>
        </message>
        <message>
            <source>the document has no step {step_id}</source>
            <extracomment>curator_gui/core/document.py</extracomment>
            <translation>das Dokument hat keinen Schritt {step_id}</translation>
        </message>
        <message>
            <source>a {kind} cannot become a {kind2}</source>
            <extracomment>curator_gui/core/document.py</extracomment>
            <translation>{kind} kann nicht zu {kind2} werden</translation>
        </message>
        <message>
            <source>a {kind} cannot be moved: its place is fixed</source>
            <extracomment>curator_gui/core/document.py</extracomment>
            <translation>{kind} kann nicht verschoben werden: der Platz ist fest</translation>
        </message>
        <message>
            <source>a pipeline has only one {kind}</source>
            <extracomment>curator_gui/core/document.py</extracomment>
            <translation>in einer Pipeline gibt es nur einmal: {kind}</translation>
        </message>
        <message>
            <source>the first step has to be a source</source>
            <extracomment>curator_gui/core/documents/build.py</extracomment>
            <translation>der erste Schritt muss eine Quelle sein</translation>
        </message>
        <message>
            <source>{name}: needs a value: {accepts}</source>
            <extracomment>curator_gui/core/documents/build.py</extracomment>
            <translation>{name}: braucht einen Wert: {accepts}</translation>
        </message>
        <message>
            <source>is a physicsnemo-curator pipeline of version {version}; version 1 can be opened</source>
            <extracomment>curator_gui/core/documents/correspondence.py</extracomment>
            <translation>ist eine Pipeline von physicsnemo-curator der Version {version}; Version 1 lässt sich öffnen</translation>
        </message>
        <message>
            <source>needs a list of steps</source>
            <extracomment>curator_gui/core/documents/correspondence.py</extracomment>
            <translation>braucht eine Liste von Schritten</translation>
        </message>
        <message>
            <source>needs a class, a module and params</source>
            <extracomment>curator_gui/core/documents/correspondence.py</extracomment>
            <translation>braucht class, module und params</translation>
        </message>
        <message>
            <source>params: needs a table of names and values</source>
            <extracomment>curator_gui/core/documents/correspondence.py</extracomment>
            <translation>params: braucht eine Tabelle aus Namen und Werten</translation>
        </message>
        <message>
            <source>{value} cannot be taken over</source>
            <extracomment>curator_gui/core/documents/correspondence.py</extracomment>
            <translation>{value} lässt sich nicht übernehmen</translation>
        </message>
        <message>
            <source>line {line}, column {column}: is not valid YAML: {problem}</source>
            <extracomment>curator_gui/core/documents/document_io.py</extracomment>
            <translation>Zeile {line}, Spalte {column}: ist kein gültiges YAML: {problem}</translation>
        </message>
        <message>
            <source>{path}: its comments could not be kept</source>
            <extracomment>curator_gui/core/documents/document_io.py</extracomment>
            <translation>{path}: seine Kommentare ließen sich nicht erhalten</translation>
        </message>
        <message>
            <source>is not valid YAML: {problem}</source>
            <extracomment>curator_gui/core/documents/document_io.py</extracomment>
            <translation>ist kein gültiges YAML: {problem}</translation>
        </message>
        <message>
            <source>{path}: cannot be read: {error}</source>
            <extracomment>curator_gui/core/documents/document_io.py</extracomment>
            <translation>{path}: kann nicht gelesen werden: {error}</translation>
        </message>
        <message>
            <source>{path}: cannot be saved: {error}</source>
            <extracomment>curator_gui/core/documents/document_io.py</extracomment>
            <translation>{path}: kann nicht gespeichert werden: {error}</translation>
        </message>
        <message>
            <source>step {number}</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>Schritt {number}</translation>
        </message>
        <message>
            <source>the document</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>das Dokument</translation>
        </message>
        <message>
            <source>is not a pipeline document (no `format: {format}` line)</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>ist kein Pipeline-Dokument (ohne Zeile `format: {format}`)</translation>
        </message>
        <message>
            <source>has format version {version}, but this Curator reads up to {version2}: update Curator to open it</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>hat Formatversion {version}, aber dieser Curator liest bis {version2}: aktualisieren Sie Curator, um es zu öffnen</translation>
        </message>
        <message>
            <source>has {n} {kind}s, but a pipeline has one</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>hat {n}-mal {kind}, aber in einer Pipeline gibt es das nur einmal</translation>
        </message>
        <message>
            <source>needs a whole number, not {version}</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>braucht eine ganze Zahl, nicht {version}</translation>
        </message>
        <message>
            <source>needs the key of a component</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>braucht den Schlüssel einer Komponente</translation>
        </message>
        <message>
            <source>needs exactly one of source, filter, sink</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>braucht genau eines von source, filter, sink</translation>
        </message>
        <message>
            <source>enabled: needs true or false, not {enabled}</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>enabled: braucht true oder false, nicht {enabled}</translation>
        </message>
        <message>
            <source>needs a whole number, not {n_jobs}</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>braucht eine ganze Zahl, nicht {n_jobs}</translation>
        </message>
        <message>
            <source>needs one of {on_error}, not {on_error2}</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>braucht eines von {on_error}, nicht {on_error2}</translation>
        </message>
        <message>
            <source>needs a table of names and values, not {value}</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>braucht eine Tabelle aus Namen und Werten, nicht {value}</translation>
        </message>
        <message>
            <source>needs a list, not {value}</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>braucht eine Liste, nicht {value}</translation>
        </message>
        <message>
            <source>needs a text, not {value}</source>
            <extracomment>curator_gui/core/documents/from_data.py</extracomment>
            <translation>braucht einen Text, nicht {value}</translation>
        </message>
        <message>
            <source>the source has no counterpart in physicsnemo-curator</source>
            <extracomment>curator_gui/core/documents/reference_export.py</extracomment>
            <translation>die Quelle hat in physicsnemo-curator kein Gegenstück</translation>
        </message>
        <message>
            <source>{component} is left out: there, a pipeline has one sink</source>
            <extracomment>curator_gui/core/documents/reference_export.py</extracomment>
            <translation>{component} wird ausgelassen: dort hat eine Pipeline nur eine Senke</translation>
        </message>
        <message>
            <source>{component} has no counterpart and is left out</source>
            <extracomment>curator_gui/core/documents/reference_export.py</extracomment>
            <translation>{component} hat kein Gegenstück und wird ausgelassen</translation>
        </message>
        <message>
            <source>{component} and theirs differ: {differs}</source>
            <extracomment>curator_gui/core/documents/reference_export.py</extracomment>
            <translation>{component} und das Gegenstück unterscheiden sich: {differs}</translation>
        </message>
        <message>
            <source>{component} is disabled and left out</source>
            <extracomment>curator_gui/core/documents/reference_export.py</extracomment>
            <translation>{component} ist ausgeschaltet und wird ausgelassen</translation>
        </message>
        <message>
            <source>{component}: there, fields are chosen for points and cells alike</source>
            <extracomment>curator_gui/core/documents/reference_export.py</extracomment>
            <translation>{component}: dort werden Felder für Punkte und Zellen gemeinsam gewählt</translation>
        </message>
        <message>
            <source>{component}: {name} = {value} has no counterpart and is left out</source>
            <extracomment>curator_gui/core/documents/reference_export.py</extracomment>
            <translation>{component}: {name} = {value} hat kein Gegenstück und wird ausgelassen</translation>
        </message>
        <message>
            <source>all sinks are disabled, but a run needs one</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>alle Senken sind ausgeschaltet, aber ein Lauf braucht eine</translation>
        </message>
        <message>
            <source>the source is empty: there is nothing to run</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>die Quelle ist leer: es gibt nichts auszuführen</translation>
        </message>
        <message>
            <source>the {kind} is disabled, but a run needs it</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>{kind} ist ausgeschaltet, wird aber für einen Lauf gebraucht</translation>
        </message>
        <message>
            <source>is not installed here: it is kept as it is, but the pipeline cannot run</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>ist hier nicht installiert: bleibt erhalten, aber die Pipeline kann nicht laufen</translation>
        </message>
        <message>
            <source>the folder {path} does not exist</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>der Ordner {path} existiert nicht</translation>
        </message>
        <message>
            <source>{path} is a file, not a folder</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>{path} ist eine Datei, kein Ordner</translation>
        </message>
        <message>
            <source>the folder {path} may not be read</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>der Ordner {path} darf nicht gelesen werden</translation>
        </message>
        <message>
            <source>the file {path} does not exist</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>die Datei {path} existiert nicht</translation>
        </message>
        <message>
            <source>{path} is a folder, not a file</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>{path} ist ein Ordner, keine Datei</translation>
        </message>
        <message>
            <source>the file {path} may not be read</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>die Datei {path} darf nicht gelesen werden</translation>
        </message>
        <message>
            <source>{path} is a file, so nothing can be written into it</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>{path} ist eine Datei, darin kann nichts angelegt werden</translation>
        </message>
        <message>
            <source>{path}: there is no such drive</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>{path}: dieses Laufwerk gibt es nicht</translation>
        </message>
        <message>
            <source>{existing} is a file, so {path} cannot be created</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>{existing} ist eine Datei, deshalb kann {path} nicht angelegt werden</translation>
        </message>
        <message>
            <source>the folder {existing} may not be written to</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>in den Ordner {existing} darf nicht geschrieben werden</translation>
        </message>
        <message>
            <source>cannot check itself: {type}: {error}</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>kann sich nicht selbst prüfen: {type}: {error}</translation>
        </message>
        <message>
            <source>is a {kind}, but stands here as a {kind2}</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>ist {kind}, steht hier aber als {kind2}</translation>
        </message>
        <message>
            <source>works on {title} data, but the source gives {domain} data</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>verarbeitet {title}, aber die Quelle liefert Daten der Domäne {domain}</translation>
        </message>
        <message>
            <source>{path} cannot be looked at: {error}</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>{path} kann nicht angesehen werden: {error}</translation>
        </message>
        <message>
            <source>the pipeline has no {kind}: add one</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>der Pipeline fehlt: {kind}</translation>
        </message>
        <message>
            <source>has no parameter {name}</source>
            <extracomment>curator_gui/core/documents/validation.py</extracomment>
            <translation>hat keinen Parameter {name}</translation>
        </message>
        <message>
            <source>values of the type {tag} are not accepted</source>
            <extracomment>curator_gui/core/documents/yaml_text.py</extracomment>
            <translation>Werte des Typs {tag} sind nicht erlaubt</translation>
        </message>
        <message>
            <source>a number of {n} digits is not accepted</source>
            <extracomment>curator_gui/core/documents/yaml_text.py</extracomment>
            <translation>eine Zahl mit {n} Stellen wird nicht angenommen</translation>
        </message>
        <message>
            <source>nested more than {n} levels deep</source>
            <extracomment>curator_gui/core/documents/yaml_text.py</extracomment>
            <translation>mehr als {n} Ebenen tief verschachtelt</translation>
        </message>
        <message>
            <source>a name in a table has to be a text or a number</source>
            <extracomment>curator_gui/core/documents/yaml_text.py</extracomment>
            <translation>ein Name in einer Tabelle muss ein Text oder eine Zahl sein</translation>
        </message>
        <message>
            <source>the key {value} is repeated</source>
            <extracomment>curator_gui/core/documents/yaml_text.py</extracomment>
            <translation>der Schlüssel {value} kommt mehrfach vor</translation>
        </message>
        <message>
            <source>aliases are not accepted</source>
            <extracomment>curator_gui/core/documents/yaml_text.py</extracomment>
            <translation>Aliasse sind nicht erlaubt</translation>
        </message>
        <message>
            <source>there is more than one document in it</source>
            <extracomment>curator_gui/core/documents/yaml_text.py</extracomment>
            <translation>es enthält mehr als ein Dokument</translation>
        </message>
        <message>
            <source>the constants of {name} have to be a dictionary, not {found}</source>
            <extracomment>curator_gui/core/fitting.py</extracomment>
            <translation>die Konstanten von {name} müssen ein Wörterbuch sein, nicht {found}</translation>
        </message>
        <message>
            <source>{type} is no JSON data</source>
            <extracomment>curator_gui/core/fitting.py</extracomment>
            <translation>{type} ist kein JSON</translation>
        </message>
        <message>
            <source>the constants of {name} come from the data set: they are known after the first pass of a run</source>
            <extracomment>curator_gui/core/fitting.py</extracomment>
            <translation>die Konstanten von {name} kommen vom Datensatz: sie sind nach dem ersten Durchgang eines Laufs bekannt</translation>
        </message>
        <message>
            <source>the constants of {name} cannot be kept as JSON: {error}</source>
            <extracomment>curator_gui/core/fitting.py</extracomment>
            <translation>die Konstanten von {name} lassen sich nicht als JSON aufbewahren: {error}</translation>
        </message>
        <message>
            <source>its constants are known after the first pass of a run; until then items are shown as they reached it</source>
            <extracomment>curator_gui/core/fitting.py</extracomment>
            <translation>die Konstanten sind nach dem ersten Durchgang eines Laufs bekannt; bis dahin werden Elemente gezeigt, wie sie ankamen</translation>
        </message>
        <message>
            <source>a sink beside others has to take its items in its own call: not in another thread, and not later</source>
            <extracomment>curator_gui/core/flow/several_sinks.py</extracomment>
            <translation>eine Senke neben anderen muss ihre Elemente in ihrem eigenen Aufruf nehmen: nicht in einem anderen Thread und nicht später</translation>
        </message>
        <message>
            <source>{sink} may change its items and stands beside other sinks, so it needs a copy of each, but an item of type {type} cannot be copied: {error}</source>
            <extracomment>curator_gui/core/flow/several_sinks.py</extracomment>
            <translation>{sink} kann seine Elemente verändern und steht neben anderen Senken, braucht also von jedem eine Kopie, aber ein Element vom Typ {type} lässt sich nicht kopieren: {error}</translation>
        </message>
        <message>
            <source>another sink of this index has failed</source>
            <extracomment>curator_gui/core/flow/several_sinks.py</extracomment>
            <translation>eine andere Senke dieses Index ist gescheitert</translation>
        </message>
        <message>
            <source>a text</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>ein Text</translation>
        </message>
        <message>
            <source>a whole number</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>eine ganze Zahl</translation>
        </message>
        <message>
            <source>a number</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>eine Zahl</translation>
        </message>
        <message>
            <source>true or false</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>true oder false</translation>
        </message>
        <message>
            <source>a path</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>ein Pfad</translation>
        </message>
        <message>
            <source>a list</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>eine Liste</translation>
        </message>
        <message>
            <source>a table of names and values</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>eine Tabelle von Namen und Werten</translation>
        </message>
        <message>
            <source>a list of texts</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>eine Liste von Texten</translation>
        </message>
        <message>
            <source>a list of whole numbers</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>eine Liste ganzer Zahlen</translation>
        </message>
        <message>
            <source>a list of numbers</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>eine Liste von Zahlen</translation>
        </message>
        <message>
            <source>a list of paths</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>eine Liste von Pfaden</translation>
        </message>
        <message>
            <source>fits none of {describe_type}</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>passt zu keinem von {describe_type}</translation>
        </message>
        <message>
            <source>not a text</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>kein Text</translation>
        </message>
        <message>
            <source>not a yes or no</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>weder ja noch nein</translation>
        </message>
        <message>
            <source>{first} or {second}</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>{first} oder {second}</translation>
        </message>
        <message>
            <source>a list has several entries</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>eine Liste hat mehrere Elemente</translation>
        </message>
        <message>
            <source>needs exactly {n} entries</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>braucht genau {n} Elemente</translation>
        </message>
        <message>
            <source>a table has names and values</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>eine Tabelle hat Namen und Werte</translation>
        </message>
        <message>
            <source>true and false are no numbers</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>true und false sind keine Zahlen</translation>
        </message>
        <message>
            <source>infinite</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>unendlich</translation>
        </message>
        <message>
            <source>not whole</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>nicht ganzzahlig</translation>
        </message>
        <message>
            <source>not a path</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>kein Pfad</translation>
        </message>
        <message>
            <source>a list; each entry is {kind}</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>eine Liste; jeder Eintrag ist {kind}</translation>
        </message>
        <message>
            <source>is none of the values</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>ist keiner der Werte</translation>
        </message>
        <message>
            <source>entry {position} is {item}</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>Element {position} ist {item}</translation>
        </message>
        <message>
            <source>too large</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>zu groß</translation>
        </message>
        <message>
            <source>{parts} is no home folder here</source>
            <extracomment>curator_gui/core/params/coercion.py</extracomment>
            <translation>{parts} ist hier kein Benutzerordner</translation>
        </message>
        <message>
            <source>{component}: the argument {name} has {n} Params</source>
            <extracomment>curator_gui/core/params/declaration.py</extracomment>
            <translation>{component}: das Argument {name} hat {n} Params</translation>
        </message>
        <message>
            <source>{component}: the default of {name} is not accepted by its own Param: {error}</source>
            <extracomment>curator_gui/core/params/declaration.py</extracomment>
            <translation>{component}: Die Voreinstellung von {name} passt nicht zum eigenen Param: {error}</translation>
        </message>
        <message>
            <source>{component}: the annotation of {name} cannot be evaluated ({type}: {error}); use names of its module, or write params()</source>
            <extracomment>curator_gui/core/params/declaration.py</extracomment>
            <translation>{component}: die Annotation von {name} lässt sich nicht auswerten ({type}: {error}); Namen seines Moduls verwenden oder params() schreiben</translation>
        </message>
        <message>
            <source>Param is the class; write Param(...)</source>
            <extracomment>curator_gui/core/params/declaration.py</extracomment>
            <translation>Param ist die Klasse; schreiben Sie Param(...)</translation>
        </message>
        <message>
            <source>a Param stands around the whole type, not inside it</source>
            <extracomment>curator_gui/core/params/declaration.py</extracomment>
            <translation>ein Param steht um den ganzen Typ, nicht darin</translation>
        </message>
        <message>
            <source>{accepts} in {unit}</source>
            <extracomment>curator_gui/core/params/param.py</extracomment>
            <translation>{accepts} in {unit}</translation>
        </message>
        <message>
            <source>needs {accepts}, not {value}</source>
            <extracomment>curator_gui/core/params/param.py</extracomment>
            <translation>braucht {accepts}, nicht {value}</translation>
        </message>
        <message>
            <source>Param {name}: widget {widget} is none of {widgets}</source>
            <extracomment>curator_gui/core/params/param.py</extracomment>
            <translation>Param {name}: widget {widget} ist keines von {widgets}</translation>
        </message>
        <message>
            <source>Param {name}: no number is at least {minimum} and at most {maximum}</source>
            <extracomment>curator_gui/core/params/param.py</extracomment>
            <translation>Param {name}: Keine Zahl ist mindestens {minimum} und höchstens {maximum}</translation>
        </message>
        <message>
            <source>one of {choices}</source>
            <extracomment>curator_gui/core/params/param.py</extracomment>
            <translation>eines von {choices}</translation>
        </message>
        <message>
            <source>{accepts} from {minimum} to {maximum}</source>
            <extracomment>curator_gui/core/params/param.py</extracomment>
            <translation>{accepts} von {minimum} bis {maximum}</translation>
        </message>
        <message>
            <source>{accepts} of at least {minimum}</source>
            <extracomment>curator_gui/core/params/param.py</extracomment>
            <translation>{accepts} ab {minimum}</translation>
        </message>
        <message>
            <source>{accepts} of at most {maximum}</source>
            <extracomment>curator_gui/core/params/param.py</extracomment>
            <translation>{accepts} bis {maximum}</translation>
        </message>
        <message>
            <source>needs a value: {accepts}</source>
            <extracomment>curator_gui/core/params/param.py</extracomment>
            <translation>braucht einen Wert: {accepts}</translation>
        </message>
        <message>
            <source>needs {accepts}, not {value} ({detail})</source>
            <extracomment>curator_gui/core/params/param.py</extracomment>
            <translation>braucht {accepts}, nicht {value} ({detail})</translation>
        </message>
        <message>
            <source>needs {accepts}, not {number}</source>
            <extracomment>curator_gui/core/params/param.py</extracomment>
            <translation>braucht {accepts}, nicht {number}</translation>
        </message>
        <message>
            <source>Param {name}: {what} {value} is none of {known}</source>
            <extracomment>curator_gui/core/params/param.py</extracomment>
            <translation>Param {name}: {what} {value} ist keines von {known}</translation>
        </message>
        <message>
            <source>{cls} is neither a Source nor a Filter nor a Sink</source>
            <extracomment>curator_gui/core/registration/adapted.py</extracomment>
            <translation>{cls} ist weder Source noch Filter noch Sink</translation>
        </message>
        <message>
            <source>{key} needs {missing}, which is not installed; add it with: {command}</source>
            <extracomment>curator_gui/core/registration/entry.py</extracomment>
            <translation>{key} braucht {missing}, das nicht installiert ist; hinzufügen mit: {command}</translation>
        </message>
        <message>
            <source>{given} is no pipeline: it needs a source, filters and a sink</source>
            <extracomment>curator_gui/core/registration/foreign.py</extracomment>
            <translation>{given} ist keine Pipeline: es braucht eine Quelle, Filter und eine Senke</translation>
        </message>
        <message>
            <source>{name} has no params, so it is no source, filter or sink</source>
            <extracomment>curator_gui/core/registration/foreign.py</extracomment>
            <translation>{name} hat kein params, ist also weder Quelle noch Filter noch Senke</translation>
        </message>
        <message>
            <source>{name} needs a docstring: what does it do?</source>
            <extracomment>curator_gui/core/registration/functions.py</extracomment>
            <translation>{name} braucht einen Docstring: Was tut es?</translation>
        </message>
        <message>
            <source>{name}: give a partial of a function, without the item: its other arguments by name</source>
            <extracomment>curator_gui/core/registration/functions.py</extracomment>
            <translation>{name}: ein partial einer Funktion angeben, ohne das Element: die anderen Argumente mit Namen</translation>
        </message>
        <message>
            <source>{name} has no argument for the item</source>
            <extracomment>curator_gui/core/registration/functions.py</extracomment>
            <translation>{name} hat kein Argument für das Element</translation>
        </message>
        <message>
            <source>{name} is asynchronous: write def alone</source>
            <extracomment>curator_gui/core/registration/functions.py</extracomment>
            <translation>{name} ist asynchron: nur def schreiben</translation>
        </message>
        <message>
            <source>{name} has an argument called self, as the filter has: rename it</source>
            <extracomment>curator_gui/core/registration/functions.py</extracomment>
            <translation>{name} hat ein Argument namens self, wie der Filter selbst: bitte umbenennen</translation>
        </message>
        <message>
            <source>{name} takes any arguments: name each, so that a form can ask for it</source>
            <extracomment>curator_gui/core/registration/functions.py</extracomment>
            <translation>{name} nimmt beliebige Argumente: jedes benennen, damit ein Formular danach fragen kann</translation>
        </message>
        <message>
            <source>line {line}: {error}</source>
            <extracomment>curator_gui/core/registration/own_code.py</extracomment>
            <translation>Zeile {line}: {error}</translation>
        </message>
        <message>
            <source>{path} cannot be imported</source>
            <extracomment>curator_gui/core/registration/own_code.py</extracomment>
            <translation>{path} kann nicht importiert werden</translation>
        </message>
        <message>
            <source>{cls} is a {kind}, not a {wanted}</source>
            <extracomment>curator_gui/core/registration/reference_names.py</extracomment>
            <translation>{cls} ist {kind}, nicht {wanted}</translation>
        </message>
        <message>
            <source>there is no domain {domain}</source>
            <extracomment>curator_gui/core/registration/reference_names.py</extracomment>
            <translation>es gibt keinen Bereich {domain}</translation>
        </message>
        <message>
            <source>{cls}: there is no icon {icon}</source>
            <extracomment>curator_gui/core/registration/registry.py</extracomment>
            <translation>{cls}: es gibt kein Symbol {icon}</translation>
        </message>
        <message>
            <source>{cls} has two parameters of one name</source>
            <extracomment>curator_gui/core/registration/registry.py</extracomment>
            <translation>{cls} hat zwei Parameter mit demselben Namen</translation>
        </message>
        <message>
            <source>is not run: {why}</source>
            <extracomment>curator_gui/core/registration/registry.py</extracomment>
            <translation>wird nicht ausgeführt: {why}</translation>
        </message>
        <message>
            <source>domain {key} is already registered as {title}</source>
            <extracomment>curator_gui/core/registration/registry.py</extracomment>
            <translation>die Domäne {key} ist schon als {title} registriert</translation>
        </message>
        <message>
            <source>{cls}: there is no domain {domain}</source>
            <extracomment>curator_gui/core/registration/registry.py</extracomment>
            <translation>{cls}: es gibt keine Domäne {domain}</translation>
        </message>
        <message>
            <source>{key} is already registered by {module}; rename the class in {module2}</source>
            <extracomment>curator_gui/core/registration/registry.py</extracomment>
            <translation>{key} ist schon von {module} registriert; benennen Sie die Klasse in {module2} um</translation>
        </message>
        <message>
            <source>{path}: there is no such folder</source>
            <extracomment>curator_gui/core/registration/registry.py</extracomment>
            <translation>{path}: einen solchen Ordner gibt es nicht</translation>
        </message>
        <message>
            <source>there is no component {key}; `curator-gui components` lists all</source>
            <extracomment>curator_gui/core/registration/registry.py</extracomment>
            <translation>es gibt keine Komponente {key}; `curator-gui components` listet alle auf</translation>
        </message>
        <message>
            <source>{cls} has no {name}, which is a text</source>
            <extracomment>curator_gui/core/registration/registry.py</extracomment>
            <translation>{cls} hat kein {name}, das ein Text ist</translation>
        </message>
        <message>
            <source>entry point {name}</source>
            <extracomment>curator_gui/core/registration/registry.py</extracomment>
            <translation>Entry-Point {name}</translation>
        </message>
        <message>
            <source>{path} cannot be read: {error}</source>
            <extracomment>curator_gui/core/sidecars/constants_file.py</extracomment>
            <translation>{path} kann nicht gelesen werden: {error}</translation>
        </message>
        <message>
            <source>{path} is no file of constants: {error}</source>
            <extracomment>curator_gui/core/sidecars/constants_file.py</extracomment>
            <translation>{path} ist keine Datei mit Konstanten: {error}</translation>
        </message>
        <message>
            <source>its format is not known to this version</source>
            <extracomment>curator_gui/core/sidecars/constants_file.py</extracomment>
            <translation>diese Version kennt ihr Format nicht</translation>
        </message>
        <message>
            <source>the decisions are those of {found}, the name of before; the next one is written to {name} with all of them, and {found} stays as it is</source>
            <extracomment>curator_gui/core/sidecars/curation.py</extracomment>
            <translation>die Entscheidungen sind die aus {found}, dem früheren Namen; die nächste wird mit allen zusammen in {name} geschrieben, und {found} bleibt, wie es ist</translation>
        </message>
        <message>
            <source>{path}, line {line}: {why}. Nothing was changed; mend the line or take it out</source>
            <extracomment>curator_gui/core/sidecars/curation.py</extracomment>
            <translation>{path}, Zeile {line}: {why}. Nichts wurde geändert; die Zeile berichtigen oder entfernen</translation>
        </message>
        <message>
            <source>{path} names {n} items that are not there, such as {item}; they are kept in the file</source>
            <extracomment>curator_gui/core/sidecars/curation.py</extracomment>
            <translation>{path} nennt {n} Elemente, die es nicht gibt, etwa {item}; sie bleiben in der Datei</translation>
        </message>
        <message>
            <source>the first line has to name the columns: {columns}</source>
            <extracomment>curator_gui/core/sidecars/curation.py</extracomment>
            <translation>die erste Zeile muss die Spalten nennen: {columns}</translation>
        </message>
        <message>
            <source>there are {n} cells for {columns} columns; put quotation marks around commas</source>
            <extracomment>curator_gui/core/sidecars/curation.py</extracomment>
            <translation>{n} Zellen für {columns} Spalten; Kommas in Anführungszeichen setzen</translation>
        </message>
        <message>
            <source>{cell} is no decision; there are keep, leave out and check later</source>
            <extracomment>curator_gui/core/sidecars/curation.py</extracomment>
            <translation>{cell} ist keine Entscheidung; es gibt keep, leave out und check later</translation>
        </message>
        <message>
            <source>{path} cannot be read: {why}</source>
            <extracomment>curator_gui/core/sidecars/curation.py</extracomment>
            <translation>{path} lässt sich nicht lesen: {why}</translation>
        </message>
        <message>
            <source>two columns have the same name</source>
            <extracomment>curator_gui/core/sidecars/curation.py</extracomment>
            <translation>zwei Spalten heißen gleich</translation>
        </message>
        <message>
            <source>{cell} is no index</source>
            <extracomment>curator_gui/core/sidecars/curation.py</extracomment>
            <translation>{cell} ist kein Index</translation>
        </message>
        <message>
            <source>this is no UTF-8 text; save it as CSV UTF-8</source>
            <extracomment>curator_gui/core/sidecars/curation.py</extracomment>
            <translation>das ist kein UTF-8-Text; als CSV UTF-8 speichern</translation>
        </message>
        <message>
            <source>{path} does not hold a split: take it away or mend it</source>
            <extracomment>curator_gui/core/sidecars/parts_file.py</extracomment>
            <translation>{path} enthält keine Aufteilung: entfernen oder berichtigen</translation>
        </message>
        <message>
            <source>there are {n} steps that split; one is enough</source>
            <extracomment>curator_gui/core/splitting.py</extracomment>
            <translation>{n} Schritte teilen auf; einer genügt</translation>
        </message>
        <message>
            <source>pattern: needs a regular expression to keep items together by</source>
            <extracomment>curator_gui/core/splitting.py</extracomment>
            <translation>pattern: braucht einen regulären Ausdruck, nach dem Elemente zusammenbleiben</translation>
        </message>
        <message>
            <source>even_pattern: the parts can be even in one thing only</source>
            <extracomment>curator_gui/core/splitting.py</extracomment>
            <translation>even_pattern: die Teile können nur in einem gleichmäßig sein</translation>
        </message>
        <message>
            <source>this is no regular expression: {error}</source>
            <extracomment>curator_gui/core/splitting.py</extracomment>
            <translation>das ist kein regulärer Ausdruck: {error}</translation>
        </message>
        <message>
            <source>{name} has flush but no {missing}: what it gathers would be lost in the workers; use it without an output file, if it can do that, or leave it out</source>
            <extracomment>curator_gui/core/stateful.py</extracomment>
            <translation>{name} hat flush, aber kein {missing}: Was es sammelt, ginge in den Workern verloren; verwenden Sie es ohne Ausgabedatei, falls das geht, oder lassen Sie es weg</translation>
        </message>
        <message>
            <source>{first} and {second} both write {path}; give one of them another file</source>
            <extracomment>curator_gui/core/stateful.py</extracomment>
            <translation>{first} und {second} schreiben beide {path}; einem davon eine andere Datei geben</translation>
        </message>
        <message>
            <source>{path} reads from {name}, which lies outside of its folder; copy it there</source>
            <extracomment>curator_gui/core/storage/hdf5_links.py</extracomment>
            <translation>{path} liest aus {name}, außerhalb seines Ordners; dorthin kopieren</translation>
        </message>
        <message>
            <source>a path is a text or a Path, not {path}</source>
            <extracomment>curator_gui/core/storage/outputs.py</extracomment>
            <translation>ein Pfad ist ein Text oder ein Path, nicht {path}</translation>
        </message>
        <message>
            <source>{path}: is a file of another kind and was left as it is; choose another name</source>
            <extracomment>curator_gui/core/storage/overwriting.py</extracomment>
            <translation>{path}: ist eine Datei anderer Art und blieb, wie sie ist; einen anderen Namen wählen</translation>
        </message>
        <message>
            <source>{path}: Is a directory</source>
            <extracomment>curator_gui/core/storage/overwriting.py</extracomment>
            <translation>{path}: ist ein Ordner</translation>
        </message>
        <message>
            <source>{path}: is no ordinary file</source>
            <extracomment>curator_gui/core/storage/overwriting.py</extracomment>
            <translation>{path}: ist keine gewöhnliche Datei</translation>
        </message>
        <message>
            <source>{path} belongs to {owner}, not to you: copy it if you trust it</source>
            <extracomment>curator_gui/core/storage/ownership.py</extracomment>
            <translation>{path} gehört {owner}, nicht Ihnen: kopieren Sie es, wenn Sie ihm vertrauen</translation>
        </message>
        <message>
            <source>others may write to {path}: take that permission away (chmod go-w) if you trust it</source>
            <extracomment>curator_gui/core/storage/ownership.py</extracomment>
            <translation>andere dürfen in {path} schreiben: nehmen Sie ihnen das Recht (chmod go-w), wenn Sie ihm vertrauen</translation>
        </message>
        <message>
            <source>Curator's resources are missing; looked in {candidates}</source>
            <extracomment>curator_gui/core/storage/resources.py</extracomment>
            <translation>Die Ressourcen von Curator fehlen; gesucht in {candidates}</translation>
        </message>
        <message>
            <source>holds a password or key, which documents and records would hand on: write {example} in its place, and set the environment variable NAME</source>
            <extracomment>curator_gui/core/storage/secrets.py</extracomment>
            <translation>enthält ein Passwort oder einen Schlüssel, den Dokumente und Aufzeichnungen weitergäben: stattdessen {example} schreiben und die Umgebungsvariable NAME setzen</translation>
        </message>
        <message>
            <source>{address}: the environment variable {name} is not set</source>
            <extracomment>curator_gui/core/storage/secrets.py</extracomment>
            <translation>{address}: die Umgebungsvariable {name} ist nicht gesetzt</translation>
        </message>
        <message>
            <source>is larger than {limit} MiB</source>
            <extracomment>curator_gui/core/storage/strangers.py</extracomment>
            <translation>ist größer als {limit} MiB</translation>
        </message>
        <message>
            <source>is not a text file in UTF-8</source>
            <extracomment>curator_gui/core/storage/strangers.py</extracomment>
            <translation>ist keine Textdatei in UTF-8</translation>
        </message>
        <message>
            <source>is no file but a folder, a pipe or a device</source>
            <extracomment>curator_gui/core/storage/strangers.py</extracomment>
            <translation>ist keine Datei, sondern ein Ordner, eine Pipe oder ein Gerät</translation>
        </message>
        <message>
            <source>{name} has type {dtype}, which cannot be stored without pickle</source>
            <extracomment>curator_gui/core/storage/tar_samples.py</extracomment>
            <translation>{name} hat den Typ {dtype}, der sich ohne pickle nicht speichern lässt</translation>
        </message>
        <message>
            <source>{path} was not written by this sink: it has the member {name}; choose another folder or name</source>
            <extracomment>curator_gui/core/storage/tar_samples.py</extracomment>
            <translation>{path} wurde nicht von dieser Senke geschrieben: Die Datei enthält {name}; wählen Sie einen anderen Ordner oder Namen</translation>
        </message>
        <message>
            <source>{path} is damaged or cut off: the last index that can be read in it is {last}; delete the file and run its indices again</source>
            <extracomment>curator_gui/core/storage/tar_samples.py</extracomment>
            <translation>{path} ist beschädigt oder abgeschnitten: Der letzte Index, der darin zu lesen ist, ist {last}; löschen Sie die Datei und lassen Sie ihre Indizes noch einmal laufen</translation>
        </message>
        <message>
            <source>{other} and {name} would be the same entry, because WebDataset reads names in small letters; rename one, or write npz entries</source>
            <extracomment>curator_gui/core/storage/tar_samples.py</extracomment>
            <translation>{other} und {name} wären derselbe Eintrag, weil WebDataset Namen in Kleinbuchstaben liest; benennen Sie eines um, oder schreiben Sie npz-Einträge</translation>
        </message>
        <message>
            <source>{path} is damaged at index {index}: {error}; delete the file and run its indices again</source>
            <extracomment>curator_gui/core/storage/tar_samples.py</extracomment>
            <translation>{path} ist bei Index {index} beschädigt: {error}; löschen Sie die Datei und lassen Sie ihre Indizes noch einmal laufen</translation>
        </message>
        <message>
            <source>{path} is no tar file: {error}</source>
            <extracomment>curator_gui/core/storage/tar_samples.py</extracomment>
            <translation>{path} ist keine tar-Datei: {error}</translation>
        </message>
        <message>
            <source>{step}: {words} ({n} of {items} items)</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{step}: {words} ({n} von {items} Elementen)</translation>
        </message>
        <message>
            <source>index {index}</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>Index {index}</translation>
        </message>
        <message>
            <source>{step} does nothing: {words} ({n} of {items} items)</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{step} tut nichts: {words} ({n} von {items} Elementen)</translation>
        </message>
        <message>
            <source>{field} has {n} values that are NaN or infinite ({share} %), all in {item}</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{field} hat {n} Werte, die NaN oder unendlich sind ({share} %), alle in {item}</translation>
        </message>
        <message>
            <source>{field} has {n} values that are NaN or infinite ({share} %), in {items} items</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{field} hat {n} Werte, die NaN oder unendlich sind ({share} %), in {items} Elementen</translation>
        </message>
        <message>
            <source>{item}: all its fields are 0 everywhere</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{item}: alle Felder sind überall 0</translation>
        </message>
        <message>
            <source>{n} items hold only zeros, {item} for one</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{n} Elemente enthalten nur Nullen, zum Beispiel {item}</translation>
        </message>
        <message>
            <source>{axis} repeats {n} values</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{axis} wiederholt {n} Werte</translation>
        </message>
        <message>
            <source>{item} cannot be read: {why}</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{item} kann nicht gelesen werden: {why}</translation>
        </message>
        <message>
            <source>{n} of {files} files are much smaller than the others: {names}</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{n} von {files} Dateien sind viel kleiner als die anderen: {names}</translation>
        </message>
        <message>
            <source>{field} reaches {value} in {item}; in the other {n} items at most {most}</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{field} erreicht {value} in {item}; in den anderen {n} Elementen höchstens {most}</translation>
        </message>
        <message>
            <source>{field} is in {n} of {items} items; {item} lacks it</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{field} ist in {n} von {items} Elementen; {item} fehlt es</translation>
        </message>
        <message>
            <source>{field} has several types: {types}</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{field} hat mehrere Typen: {types}</translation>
        </message>
        <message>
            <source>{axis} is not in order</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{axis} ist nicht geordnet</translation>
        </message>
        <message>
            <source>{axis} has {n} gaps</source>
            <extracomment>curator_gui/core/survey/oddities.py</extracomment>
            <translation>{axis} hat {n} Lücken</translation>
        </message>
        <message>
            <source>{name}: no such {what}; there are {names}</source>
            <extracomment>curator_gui/core/survey/offers.py</extracomment>
            <translation>{name}: kein solches {what}; es gibt {names}</translation>
        </message>
        <message>
            <source>{name}: there is no {what} here at all</source>
            <extracomment>curator_gui/core/survey/offers.py</extracomment>
            <translation>{name}: hier gibt es überhaupt kein {what}</translation>
        </message>
        <message>
            <source>{name} fits no {what}; there are {names}</source>
            <extracomment>curator_gui/core/survey/offers.py</extracomment>
            <translation>{name} passt auf kein {what}; es gibt {names}</translation>
        </message>
        <message>
            <source>{name}: no such {what}; there is {close}</source>
            <extracomment>curator_gui/core/survey/offers.py</extracomment>
            <translation>{name}: kein solches {what}; es gibt {close}</translation>
        </message>
        <message>
            <source>{names} and {n} more</source>
            <extracomment>curator_gui/core/survey/words.py</extracomment>
            <translation>{names} und {n} weitere</translation>
        </message>
        <message>
            <source>fails on every item looked at</source>
            <extracomment>curator_gui/core/survey/words.py</extracomment>
            <translation>scheitert bei jedem angesehenen Element</translation>
        </message>
        <message>
            <source>no item leaves it</source>
            <extracomment>curator_gui/core/survey/words.py</extracomment>
            <translation>kein Element verlässt den Schritt</translation>
        </message>
        <message>
            <source>{number} points</source>
            <extracomment>curator_gui/core/survey/words.py</extracomment>
            <translation>{number} Punkten</translation>
        </message>
        <message>
            <source>{number} cells</source>
            <extracomment>curator_gui/core/survey/words.py</extracomment>
            <translation>{number} Zellen</translation>
        </message>
        <message>
            <source>{number} atoms</source>
            <extracomment>curator_gui/core/survey/words.py</extracomment>
            <translation>{number} Atomen</translation>
        </message>
        <message>
            <source>{names} on {count}</source>
            <extracomment>curator_gui/core/survey/words.py</extracomment>
            <translation>{names} auf {count}</translation>
        </message>
        <message>
            <source>the number of the index</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>die Nummer des Index</translation>
        </message>
        <message>
            <source>the number of the item within its index</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>die Nummer des Elements innerhalb seines Index</translation>
        </message>
        <message>
            <source>the input file's name without suffix</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>der Name der Eingabedatei ohne Endung</translation>
        </message>
        <message>
            <source>the input file's folder and stem below the source folder</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>Ordner und Stamm der Eingabedatei unterhalb des Quellordners</translation>
        </message>
        <message>
            <source>the item's time</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>die Zeit des Elements</translation>
        </message>
        <message>
            <source>gives every index the same name; add {index} or {stem}</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>gibt jedem Index denselben Namen; ergänzen Sie {index} oder {stem}</translation>
        </message>
        <message>
            <source>{{{unknown}}} is no field; there are {fields}</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>{{{unknown}}} ist kein Feld; es gibt {fields}</translation>
        </message>
        <message>
            <source>the format {spec} is wider than a file name may be</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>das Format {spec} ist breiter, als ein Dateiname sein darf</translation>
        </message>
        <message>
            <source>{text} would leave the output folder</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>{text} läge außerhalb des Ausgabeordners</translation>
        </message>
        <message>
            <source>{part} is no file name on every system</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>{part} ist nicht auf jedem System ein Dateiname</translation>
        </message>
        <message>
            <source>{part} is a reserved name on Windows</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>{part} ist unter Windows ein reservierter Name</translation>
        </message>
        <message>
            <source>is no template: {error}</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>ist keine Namensvorlage: {error}</translation>
        </message>
        <message>
            <source>cannot fill in {template}: {error}</source>
            <extracomment>curator_gui/core/text/naming.py</extracomment>
            <translation>{template} kann nicht ausgefüllt werden: {error}</translation>
        </message>
        <message>
            <source>needs a size such as 1M or 4G, not {value}</source>
            <extracomment>curator_gui/core/text/quantities.py</extracomment>
            <translation>braucht eine Größe wie 1M oder 4G, nicht {value}</translation>
        </message>
        <message>
            <source>{value} is more than any machine has</source>
            <extracomment>curator_gui/core/text/quantities.py</extracomment>
            <translation>{value} ist mehr, als irgendein Rechner hat</translation>
        </message>
        <message>
            <source>needs a whole number of workers, or -1 for all cores, not {value}</source>
            <extracomment>curator_gui/run/config.py</extracomment>
            <translation>braucht eine ganze Zahl von Workern oder -1 für alle Kerne, nicht {value}</translation>
        </message>
        <message>
            <source>one run has at most {most} workers</source>
            <extracomment>curator_gui/run/config.py</extracomment>
            <translation>ein Lauf hat höchstens {most} Worker</translation>
        </message>
        <message>
            <source>needs at least one worker, or -1 for all cores</source>
            <extracomment>curator_gui/run/config.py</extracomment>
            <translation>braucht mindestens einen Worker, oder -1 für alle Kerne</translation>
        </message>
        <message>
            <source>needs a whole number of at least 1, not {value}</source>
            <extracomment>curator_gui/run/control.py</extracomment>
            <translation>braucht eine ganze Zahl ab 1, nicht {value}</translation>
        </message>
        <message>
            <source>workers cannot read {path}: use a folder that all nodes share</source>
            <extracomment>curator_gui/run/engine/backends/cluster_check.py</extracomment>
            <translation>Worker können {path} nicht lesen: einen Ordner nehmen, den alle Knoten teilen</translation>
        </message>
        <message>
            <source>workers cannot write to {path}: use a folder that all nodes share</source>
            <extracomment>curator_gui/run/engine/backends/cluster_check.py</extracomment>
            <translation>Worker können nicht nach {path} schreiben: einen Ordner nehmen, den alle Knoten teilen</translation>
        </message>
        <message>
            <source>there is no cluster to check: give the option cluster or scheduler of the backend dask</source>
            <extracomment>curator_gui/run/engine/backends/cluster_check.py</extracomment>
            <translation>es gibt keinen Cluster zu prüfen: die Option cluster oder scheduler des Backends dask angeben</translation>
        </message>
        <message>
            <source>a worker came after {time} ({worker})</source>
            <extracomment>curator_gui/run/engine/backends/cluster_check.py</extracomment>
            <translation>ein Worker kam nach {time} ({worker})</translation>
        </message>
        <message>
            <source>the same versions there: {names}</source>
            <extracomment>curator_gui/run/engine/backends/cluster_check.py</extracomment>
            <translation>dort dieselben Versionen: {names}</translation>
        </message>
        <message>
            <source>workers can read {path}</source>
            <extracomment>curator_gui/run/engine/backends/cluster_check.py</extracomment>
            <translation>Worker können {path} lesen</translation>
        </message>
        <message>
            <source>workers can write to {path}</source>
            <extracomment>curator_gui/run/engine/backends/cluster_check.py</extracomment>
            <translation>Worker können nach {path} schreiben</translation>
        </message>
        <message>
            <source>workers cannot connect to this machine as {host}: {problem}; name an address that they reach with the option address</source>
            <extracomment>curator_gui/run/engine/backends/cluster_check.py</extracomment>
            <translation>Worker können sich nicht mit diesem Rechner als {host} verbinden: {problem}; mit der Option address eine Adresse nennen, die sie erreichen</translation>
        </message>
        <message>
            <source>workers reach this machine as {host}</source>
            <extracomment>curator_gui/run/engine/backends/cluster_check.py</extracomment>
            <translation>Worker erreichen diesen Rechner als {host}</translation>
        </message>
        <message>
            <source>no worker came</source>
            <extracomment>curator_gui/run/engine/backends/cluster_check.py</extracomment>
            <translation>es kam kein Worker</translation>
        </message>
        <message>
            <source>{name} is {there} there and {here} here; install the same on both, or name another Python with the option python</source>
            <extracomment>curator_gui/run/engine/backends/cluster_check.py</extracomment>
            <translation>{name} ist dort {there} und hier {here}; auf beiden dasselbe installieren oder mit der Option python ein anderes Python nennen</translation>
        </message>
        <message>
            <source>missing</source>
            <extracomment>curator_gui/run/engine/backends/cluster_check.py</extracomment>
            <translation>nicht da</translation>
        </message>
        <message>
            <source>{workers} workers are more than the {cores} cores of this machine: seldom faster</source>
            <extracomment>curator_gui/run/engine/backends/crowding.py</extracomment>
            <translation>{workers} Worker sind mehr als die {cores} Kerne dieses Rechners: selten schneller</translation>
        </message>
        <message>
            <source>{more} more workers of the size of the largest would need {needed}, but {free} of memory are free: set memory_limit, or take fewer</source>
            <extracomment>curator_gui/run/engine/backends/crowding.py</extracomment>
            <translation>{more} weitere Worker von der Größe des größten bräuchten {needed}, aber {free} Speicher sind frei: memory_limit setzen oder weniger nehmen</translation>
        </message>
        <message>
            <source>option scheduler: {scheduler} does not answer: {error}</source>
            <extracomment>curator_gui/run/engine/backends/dask.py</extracomment>
            <translation>Option scheduler: {scheduler} antwortet nicht: {error}</translation>
        </message>
        <message>
            <source>the dask backend needs dask.distributed; add it with: {command}</source>
            <extracomment>curator_gui/run/engine/backends/dask.py</extracomment>
            <translation>das Backend dask braucht dask.distributed; hinzufügen mit: {command}</translation>
        </message>
        <message>
            <source>the pipeline</source>
            <extracomment>curator_gui/run/engine/backends/joblib_backend.py</extracomment>
            <translation>die Pipeline</translation>
        </message>
        <message>
            <source>the pipeline cannot be loaded in a worker process, so nothing was run: {words}</source>
            <extracomment>curator_gui/run/engine/backends/joblib_backend.py</extracomment>
            <translation>die Pipeline lässt sich in keinem Worker-Prozess laden, darum lief nichts: {words}</translation>
        </message>
        <message>
            <source>{unsendable} cannot be sent to worker processes, so nothing was run: {type}: {error}; open such things when they are first used, or use the sequential backend</source>
            <extracomment>curator_gui/run/engine/backends/joblib_backend.py</extracomment>
            <translation>{unsendable} kann nicht an Worker-Prozesse geschickt werden, deshalb lief nichts: {type}: {error}; öffnen Sie solche Dinge erst bei der ersten Benutzung, oder nehmen Sie das Backend sequential</translation>
        </message>
        <message>
            <source>worker processes that are started from now on use {n} threads each</source>
            <extracomment>curator_gui/run/engine/backends/joblib_backend.py</extracomment>
            <translation>Worker-Prozesse, die von jetzt an gestartet werden, nutzen je {n} Threads</translation>
        </message>
        <message>
            <source>the pipeline cannot be written to {folder} for the workers: {error}; make room there or choose another temp_folder</source>
            <extracomment>curator_gui/run/engine/backends/joblib_backend.py</extracomment>
            <translation>die Pipeline kann für die Worker nicht nach {folder} geschrieben werden: {error}; schaffen Sie dort Platz oder wählen Sie einen anderen temp_folder</translation>
        </message>
        <message>
            <source>threads were preferred, but the loky backend uses processes</source>
            <extracomment>curator_gui/run/engine/backends/joblib_backend.py</extracomment>
            <translation>Threads wurden bevorzugt, aber das Backend loky benutzt Prozesse</translation>
        </message>
        <message>
            <source>the step {name}</source>
            <extracomment>curator_gui/run/engine/backends/joblib_backend.py</extracomment>
            <translation>der Schritt {name}</translation>
        </message>
        <message>
            <source>the sequential backend has one worker: the number {n} is not used</source>
            <extracomment>curator_gui/run/engine/backends/sequential.py</extracomment>
            <translation>das Backend sequential hat einen Worker: die Anzahl {n} wird nicht verwendet</translation>
        </message>
        <message>
            <source>what was finished with the former ones is obsolete: resume the run, so that all items have the same constants</source>
            <extracomment>curator_gui/run/engine/before.py</extracomment>
            <translation>was mit den früheren fertig wurde, ist überholt: setzen Sie den Lauf fort, damit alle Elemente dieselben Konstanten haben</translation>
        </message>
        <message>
            <source>planning the run</source>
            <extracomment>curator_gui/run/engine/before.py</extracomment>
            <translation>Planen des Laufs</translation>
        </message>
        <message>
            <source>what was finished with the former ones is run again</source>
            <extracomment>curator_gui/run/engine/before.py</extracomment>
            <translation>was mit den früheren fertig wurde, läuft neu</translation>
        </message>
        <message>
            <source>splitting the items</source>
            <extracomment>curator_gui/run/engine/before.py</extracomment>
            <translation>beim Aufteilen der Elemente</translation>
        </message>
        <message>
            <source>{reasons} and {n} other reasons</source>
            <extracomment>curator_gui/run/engine/noted.py</extracomment>
            <translation>{reasons} und {n} weitere Gründe</translation>
        </message>
        <message>
            <source>{step}: {words} ({n} of {entered} items)</source>
            <extracomment>curator_gui/run/engine/noted.py</extracomment>
            <translation>{step}: {words} ({n} von {entered} Datensätzen)</translation>
        </message>
        <message>
            <source>{step}: {n} more remarks of this kind</source>
            <extracomment>curator_gui/run/engine/noted.py</extracomment>
            <translation>{step}: {n} weitere Anmerkungen dieser Art</translation>
        </message>
        <message>
            <source>{step} did nothing for any of {n} items: {why}</source>
            <extracomment>curator_gui/run/engine/noted.py</extracomment>
            <translation>{step} hat an keinem von {n} Datensätzen etwas getan: {why}</translation>
        </message>
        <message>
            <source>{step} left out all {n} items, so nothing was written</source>
            <extracomment>curator_gui/run/engine/noted.py</extracomment>
            <translation>{step} hat alle {n} Datensätze ausgelassen, deshalb wurde nichts geschrieben</translation>
        </message>
        <message>
            <source>another run is writing into {place} now ({owner}); indices that both take are written twice, and what they share may be damaged</source>
            <extracomment>curator_gui/run/engine/output_lock.py</extracomment>
            <translation>ein anderer Lauf schreibt gerade in {place} ({owner}); Indizes, die beide nehmen, werden doppelt geschrieben, und was sie teilen, kann beschädigt werden</translation>
        </message>
        <message>
            <source>another run is writing into {place} now ({owner}): wait for its end or stop it, choose another output, or set the option taken_output to warn if the two share the indices among them</source>
            <extracomment>curator_gui/run/engine/output_lock.py</extracomment>
            <translation>ein anderer Lauf schreibt gerade in {place} ({owner}): warten Sie auf sein Ende oder halten Sie ihn an, wählen Sie eine andere Ausgabe, oder setzen Sie die Option taken_output auf warn, wenn die beiden sich die Indizes teilen</translation>
        </message>
        <message>
            <source>{run}, process {process} of {user} on {machine}, since {since}</source>
            <extracomment>curator_gui/run/engine/output_lock.py</extracomment>
            <translation>{run}, Prozess {process} von {user} auf {machine}, seit {since}</translation>
        </message>
        <message>
            <source>unknown</source>
            <extracomment>curator_gui/run/engine/output_lock.py</extracomment>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>choosing the training items</source>
            <extracomment>curator_gui/run/engine/passes.py</extracomment>
            <translation>beim Wählen der Trainingselemente</translation>
        </message>
        <message>
            <source>making the constants of {name}</source>
            <extracomment>curator_gui/run/engine/passes.py</extracomment>
            <translation>beim Berechnen der Konstanten von {name}</translation>
        </message>
        <message>
            <source>{n} training items that are not among the chosen indices failed, the first of them index {index}: {message}</source>
            <extracomment>curator_gui/run/engine/passes.py</extracomment>
            <translation>{n} Trainingselemente, die nicht zu den gewählten Indizes gehören, sind fehlgeschlagen, zuerst Index {index}: {message}</translation>
        </message>
        <message>
            <source>{name}: constants over {n} of {all} training items: the others failed in the first pass, do not count and are left out; once they are mended, the constants change and all items are run again</source>
            <extracomment>curator_gui/run/engine/passes.py</extracomment>
            <translation>{name}: Konstanten über {n} von {all} Trainingselementen: die anderen sind im ersten Durchgang misslungen, zählen nicht und fehlen; sind sie repariert, ändern sich die Konstanten, und alle Elemente laufen neu</translation>
        </message>
        <message>
            <source>planning a pass</source>
            <extracomment>curator_gui/run/engine/passes.py</extracomment>
            <translation>beim Planen eines Durchgangs</translation>
        </message>
        <message>
            <source>{name} cannot make its constants: {error}. Nothing was written</source>
            <extracomment>curator_gui/run/engine/passes.py</extracomment>
            <translation>{name} kann seine Konstanten nicht berechnen: {error}. Nichts wurde geschrieben</translation>
        </message>
        <message>
            <source>{name}: constants over {n} items</source>
            <extracomment>curator_gui/run/engine/passes.py</extracomment>
            <translation>{name}: Konstanten über {n} Elemente</translation>
        </message>
        <message>
            <source>pass {number} of {of}</source>
            <extracomment>curator_gui/run/engine/passes.py</extracomment>
            <translation>Durchgang {number} von {of}</translation>
        </message>
        <message>
            <source>{place}: index {index}: {words}</source>
            <extracomment>curator_gui/run/engine/passes.py</extracomment>
            <translation>{place}: Index {index}: {words}</translation>
        </message>
        <message>
            <source>{name}: its constants changed; they are over {n} items now</source>
            <extracomment>curator_gui/run/engine/passes.py</extracomment>
            <translation>{name}: die Konstanten haben sich geändert; sie sind jetzt über {n} Elemente</translation>
        </message>
        <message>
            <source>the journals of the run cannot be read: {error}</source>
            <extracomment>curator_gui/run/engine/recording.py</extracomment>
            <translation>die Journale des Laufs können nicht gelesen werden: {error}</translation>
        </message>
        <message>
            <source>backend {name} is already registered: {known}</source>
            <extracomment>curator_gui/run/engine/registry.py</extracomment>
            <translation>das Backend {name} ist schon registriert: {known}</translation>
        </message>
        <message>
            <source>{name} is no subclass of curator_gui.run.RunBackend</source>
            <extracomment>curator_gui/run/engine/registry.py</extracomment>
            <translation>{name} ist keine Unterklasse von curator_gui.run.RunBackend</translation>
        </message>
        <message>
            <source>backend {name} has no {missing}</source>
            <extracomment>curator_gui/run/engine/registry.py</extracomment>
            <translation>dem Backend {name} fehlt {missing}</translation>
        </message>
        <message>
            <source>backend {name} has no name: give the class a text `name`</source>
            <extracomment>curator_gui/run/engine/registry.py</extracomment>
            <translation>das Backend {name} hat keinen Namen: der Klasse einen Text `name` geben</translation>
        </message>
        <message>
            <source>there is no backend {name}; {hint}</source>
            <extracomment>curator_gui/run/engine/registry.py</extracomment>
            <translation>es gibt kein Backend {name}; {hint}</translation>
        </message>
        <message>
            <source>did you mean {near}?</source>
            <extracomment>curator_gui/run/engine/registry.py</extracomment>
            <translation>meinten Sie {near}?</translation>
        </message>
        <message>
            <source>there are {names}</source>
            <extracomment>curator_gui/run/engine/registry.py</extracomment>
            <translation>es gibt {names}</translation>
        </message>
        <message>
            <source>{n} items failed in the first pass: mend them and resume the run, which then gathers from them too</source>
            <extracomment>curator_gui/run/engine/reporter.py</extracomment>
            <translation>{n} Elemente sind im ersten Durchgang misslungen: reparieren Sie sie und setzen Sie den Lauf fort, der dann auch aus ihnen sammelt</translation>
        </message>
        <message>
            <source>comparing the files with the earlier run</source>
            <extracomment>curator_gui/run/engine/runner.py</extracomment>
            <translation>Vergleich der Dateien mit dem früheren Lauf</translation>
        </message>
        <message>
            <source>merging the results failed: {error}. What the indices wrote is whole; </source>
            <extracomment>curator_gui/run/engine/runner.py</extracomment>
            <translation>das Zusammenführen der Ergebnisse ist gescheitert: {error}. Was die Indizes schrieben, ist vollständig; </translation>
        </message>
        <message>
            <source>the {backend} backend reports no events; use its run()</source>
            <extracomment>curator_gui/run/engine/runner.py</extracomment>
            <translation>das Backend {backend} meldet keine Ereignisse; benutzen Sie sein run()</translation>
        </message>
        <message>
            <source>the sequential backend has one worker: n_jobs {n} is not used</source>
            <extracomment>curator_gui/run/engine/runner.py</extracomment>
            <translation>das sequenzielle Backend hat einen Worker: n_jobs {n} wird nicht verwendet</translation>
        </message>
        <message>
            <source>run them again to repeat it</source>
            <extracomment>curator_gui/run/engine/runner.py</extracomment>
            <translation>zum Wiederholen noch einmal laufen lassen</translation>
        </message>
        <message>
            <source>to repeat only the merge, resume the run from {record}: finished indices are left out</source>
            <extracomment>curator_gui/run/engine/runner.py</extracomment>
            <translation>um nur das Zusammenführen zu wiederholen, den Lauf aus {record} fortsetzen: fertige Indizes werden ausgelassen</translation>
        </message>
        <message>
            <source>preparing the outputs</source>
            <extracomment>curator_gui/run/engine/runner.py</extracomment>
            <translation>Vorbereiten der Ausgaben</translation>
        </message>
        <message>
            <source>merging the results</source>
            <extracomment>curator_gui/run/engine/runner.py</extracomment>
            <translation>Zusammenführen der Ergebnisse</translation>
        </message>
        <message>
            <source>no temporary files can be made in {parent}: {error}; choose another temp_folder</source>
            <extracomment>curator_gui/run/engine/scratch.py</extracomment>
            <translation>in {parent} können keine temporären Dateien angelegt werden: {error}; wählen Sie einen anderen temp_folder</translation>
        </message>
        <message>
            <source>was let go, because fewer workers are wanted</source>
            <extracomment>curator_gui/run/engine/supervising/assignment.py</extracomment>
            <translation>wurde entlassen, weil weniger Worker gewünscht sind</translation>
        </message>
        <message>
            <source>no worker could be had for {seconds} s, so the run was ended: {why}</source>
            <extracomment>curator_gui/run/engine/supervising/assignment.py</extracomment>
            <translation>seit {seconds} s war kein Worker zu bekommen, daher wurde der Lauf beendet: {why}</translation>
        </message>
        <message>
            <source>{message}; the run is paused and goes on by itself when there is room</source>
            <extracomment>curator_gui/run/engine/supervising/run_state.py</extracomment>
            <translation>{message}; der Lauf pausiert und macht von selbst weiter, sobald Platz ist</translation>
        </message>
        <message>
            <source>its worker {words}</source>
            <extracomment>curator_gui/run/engine/supervising/run_state.py</extracomment>
            <translation>sein Worker {words}</translation>
        </message>
        <message>
            <source>{words} ({n} attempts)</source>
            <extracomment>curator_gui/run/engine/supervising/run_state.py</extracomment>
            <translation>{words} ({n} Versuche)</translation>
        </message>
        <message>
            <source>the run ends, so the number of workers stays {n}</source>
            <extracomment>curator_gui/run/engine/supervising/scaling.py</extracomment>
            <translation>der Lauf endet, also bleibt die Anzahl der Worker bei {n}</translation>
        </message>
        <message>
            <source>the number of workers is {n} already</source>
            <extracomment>curator_gui/run/engine/supervising/scaling.py</extracomment>
            <translation>die Anzahl der Worker ist schon {n}</translation>
        </message>
        <message>
            <source>the number of workers stays {n} and does not become {wanted}: {error}</source>
            <extracomment>curator_gui/run/engine/supervising/scaling.py</extracomment>
            <translation>die Anzahl der Worker bleibt bei {n} und wird nicht {wanted}: {error}</translation>
        </message>
        <message>
            <source>the supervisor has ended</source>
            <extracomment>curator_gui/run/engine/supervising/supervisor.py</extracomment>
            <translation>die Aufsicht ist beendet</translation>
        </message>
        <message>
            <source>the supervisor failed: {error}</source>
            <extracomment>curator_gui/run/engine/supervising/supervisor.py</extracomment>
            <translation>die Aufsicht ist gescheitert: {error}</translation>
        </message>
        <message>
            <source>workers died {max_deaths_without_blame} times before it could begin: {words}</source>
            <extracomment>curator_gui/run/engine/supervising/task_outcome.py</extracomment>
            <translation>{max_deaths_without_blame}-mal starben Worker, bevor er beginnen konnte: {words}</translation>
        </message>
        <message>
            <source>could not load the pipeline ({error})</source>
            <extracomment>curator_gui/run/engine/supervising/task_outcome.py</extracomment>
            <translation>konnte die Pipeline nicht laden ({error})</translation>
        </message>
        <message>
            <source>the worker {words}</source>
            <extracomment>curator_gui/run/engine/supervising/task_outcome.py</extracomment>
            <translation>der Worker {words}</translation>
        </message>
        <message>
            <source>lost its worker {n} times, which need not be its own fault: the last one {words}</source>
            <extracomment>curator_gui/run/engine/supervising/task_outcome.py</extracomment>
            <translation>hat {n}-mal seinen Worker verloren, was nicht an ihm selbst liegen muss: der letzte {words}</translation>
        </message>
        <message>
            <source>the worker died before an index: {words}</source>
            <extracomment>curator_gui/run/engine/supervising/task_outcome.py</extracomment>
            <translation>der Worker starb vor einem Index: {words}</translation>
        </message>
        <message>
            <source>lost its task ({error})</source>
            <extracomment>curator_gui/run/engine/supervising/task_outcome.py</extracomment>
            <translation>verlor seine Aufgabe ({error})</translation>
        </message>
        <message>
            <source>its connection was lost</source>
            <extracomment>curator_gui/run/engine/supervising/task_outcome.py</extracomment>
            <translation>seine Verbindung ging verloren</translation>
        </message>
        <message>
            <source>took longer than {limit} s (timeout)</source>
            <extracomment>curator_gui/run/engine/supervising/watching.py</extracomment>
            <translation>dauerte länger als {limit} s (Zeitgrenze)</translation>
        </message>
        <message>
            <source>loading the pipeline took longer than {limit} s</source>
            <extracomment>curator_gui/run/engine/supervising/watching.py</extracomment>
            <translation>das Laden der Pipeline dauerte länger als {limit} s</translation>
        </message>
        <message>
            <source>held {held}, above the limit of {limit}</source>
            <extracomment>curator_gui/run/engine/supervising/watching.py</extracomment>
            <translation>belegte {held}, mehr als die Grenze von {limit}</translation>
        </message>
        <message>
            <source>the number of workers changes from {before} to {n}</source>
            <extracomment>curator_gui/run/events.py</extracomment>
            <translation>die Anzahl der Worker ändert sich von {before} auf {n}</translation>
        </message>
        <message>
            <source>the number of workers changes from {before} to {n}, as {by} asked</source>
            <extracomment>curator_gui/run/events.py</extracomment>
            <translation>die Anzahl der Worker ändert sich von {before} auf {n}, wie {by} es wünscht</translation>
        </message>
        <message>
            <source>the previewed item is gone; preview the index again</source>
            <extracomment>curator_gui/run/helper/preview.py</extracomment>
            <translation>das angesehene Element ist nicht mehr da; zeigen Sie die Vorschau des Index erneut</translation>
        </message>
        <message>
            <source>{what} was given up</source>
            <extracomment>curator_gui/run/helper/process.py</extracomment>
            <translation>{what} wurde aufgegeben</translation>
        </message>
        <message>
            <source>{what} took longer than {timeout} s and was stopped</source>
            <extracomment>curator_gui/run/helper/process.py</extracomment>
            <translation>{what} dauerte länger als {timeout} s und wurde gestoppt</translation>
        </message>
        <message>
            <source>the process that was {what} {words}</source>
            <extracomment>curator_gui/run/helper/process.py</extracomment>
            <translation>der Prozess ({what}) {words}</translation>
        </message>
        <message>
            <source>the application is ending</source>
            <extracomment>curator_gui/run/helper/process.py</extracomment>
            <translation>die Anwendung wird beendet</translation>
        </message>
        <message>
            <source>no process could be started</source>
            <extracomment>curator_gui/run/helper/process.py</extracomment>
            <translation>es konnte kein Prozess gestartet werden</translation>
        </message>
        <message>
            <source>the survey is gone; look at the data again</source>
            <extracomment>curator_gui/run/helper/survey.py</extracomment>
            <translation>die Durchsicht ist nicht mehr da; sehen Sie die Daten noch einmal an</translation>
        </message>
        <message>
            <source>on {worker} died: {error}</source>
            <extracomment>curator_gui/run/hosts/dask.py</extracomment>
            <translation>auf {worker} ist gestorben: {error}</translation>
        </message>
        <message>
            <source>{host}, job {job}</source>
            <extracomment>curator_gui/run/hosts/dask.py</extracomment>
            <translation>{host}, Job {job}</translation>
        </message>
        <message>
            <source>the dask worker is gone</source>
            <extracomment>curator_gui/run/hosts/dask.py</extracomment>
            <translation>der dask-Worker ist weg</translation>
        </message>
        <message>
            <source>on {worker} lost its task</source>
            <extracomment>curator_gui/run/hosts/dask.py</extracomment>
            <translation>auf {worker} hat seine Aufgabe verloren</translation>
        </message>
        <message>
            <source>was killed</source>
            <extracomment>curator_gui/run/hosts/dask.py</extracomment>
            <translation>wurde beendet</translation>
        </message>
        <message>
            <source>{name} has no workers; start some with `dask worker {name}`, then resume the run</source>
            <extracomment>curator_gui/run/hosts/dask_cluster.py</extracomment>
            <translation>{name} hat keine Worker; starten Sie welche mit `dask worker {name}` und setzen Sie den Lauf fort</translation>
        </message>
        <message>
            <source>{name} has {n} workers for this run; more take part when they are started</source>
            <extracomment>curator_gui/run/hosts/dask_cluster.py</extracomment>
            <translation>{name} hat {n} Worker für diesen Lauf; weitere machen mit, sobald sie gestartet sind</translation>
        </message>
        <message>
            <source>the {n} workers of {name} are all taken</source>
            <extracomment>curator_gui/run/hosts/dask_cluster.py</extracomment>
            <translation>die {n} Worker von {name} sind alle vergeben</translation>
        </message>
        <message>
            <source>a worker is not used: {words}</source>
            <extracomment>curator_gui/run/hosts/dask_cluster.py</extracomment>
            <translation>ein Worker wird nicht benutzt: {words}</translation>
        </message>
        <message>
            <source>the scheduler {name} has not answered for {seconds} s ({words}); start the cluster again, then resume the run</source>
            <extracomment>curator_gui/run/hosts/dask_cluster.py</extracomment>
            <translation>der Scheduler {name} antwortet seit {seconds} s nicht ({words}); starten Sie das Cluster neu und setzen Sie den Lauf fort</translation>
        </message>
        <message>
            <source>on {worker} lost its connection</source>
            <extracomment>curator_gui/run/hosts/dask_cluster.py</extracomment>
            <translation>auf {worker} hat seine Verbindung verloren</translation>
        </message>
        <message>
            <source>option scheduler: none of the {n} workers can be used: {words}</source>
            <extracomment>curator_gui/run/hosts/dask_cluster.py</extracomment>
            <translation>Option scheduler: keiner der {n} Worker ist zu gebrauchen: {words}</translation>
        </message>
        <message>
            <source>the cluster could not be resized: {words}</source>
            <extracomment>curator_gui/run/hosts/dask_cluster.py</extracomment>
            <translation>die Größe des Clusters konnte nicht geändert werden: {words}</translation>
        </message>
        <message>
            <source>on {worker} died</source>
            <extracomment>curator_gui/run/hosts/dask_cluster.py</extracomment>
            <translation>auf {worker} ist gestorben</translation>
        </message>
        <message>
            <source>on {worker} does not answer any more</source>
            <extracomment>curator_gui/run/hosts/dask_cluster.py</extracomment>
            <translation>auf {worker} antwortet nicht mehr</translation>
        </message>
        <message>
            <source>the cluster cannot be watched: {words}</source>
            <extracomment>curator_gui/run/hosts/dask_cluster.py</extracomment>
            <translation>das Cluster kann nicht beobachtet werden: {words}</translation>
        </message>
        <message>
            <source>{worker} has {name} {there}, this machine {here}; install the same on both</source>
            <extracomment>curator_gui/run/hosts/dask_versions.py</extracomment>
            <translation>{worker} hat {name} {there}, dieser Rechner {here}; installieren Sie auf beiden dasselbe</translation>
        </message>
        <message>
            <source>{worker} has no {name}; install version {here} there</source>
            <extracomment>curator_gui/run/hosts/dask_versions.py</extracomment>
            <translation>{worker} hat kein {name}; installieren Sie dort Version {here}</translation>
        </message>
        <message>
            <source>the dask worker on {gethostname} does not see {pipeline}; set the option temp_folder to a folder that all workers share</source>
            <extracomment>curator_gui/run/hosts/dask_worker.py</extracomment>
            <translation>der Dask-Worker auf {gethostname} sieht {pipeline} nicht; die Option temp_folder auf einen Ordner setzen, den alle Worker teilen</translation>
        </message>
        <message>
            <source>the dask worker on {machine} cannot reach this run at {address}: {error}; set the option address to one of this machine that the workers can reach</source>
            <extracomment>curator_gui/run/hosts/dask_worker.py</extracomment>
            <translation>der dask-Worker auf {machine} erreicht diesen Lauf nicht unter {address}: {error}; geben Sie mit der Option address eine Adresse dieses Rechners an, die die Worker erreichen</translation>
        </message>
        <message>
            <source>on {worker} left the cluster</source>
            <extracomment>curator_gui/run/hosts/dask_workers.py</extracomment>
            <translation>auf {worker} hat das Cluster verlassen</translation>
        </message>
        <message>
            <source>segmentation fault in compiled code</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>Speicherzugriffsfehler in kompiliertem Code</translation>
        </message>
        <message>
            <source>aborted by compiled code</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>von kompiliertem Code abgebrochen</translation>
        </message>
        <message>
            <source>bus error: a mapped file was cut off, or the disk is full</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>Busfehler: eine eingeblendete Datei wurde gekürzt, oder der Datenträger ist voll</translation>
        </message>
        <message>
            <source>arithmetic error in compiled code</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>Rechenfehler in kompiliertem Code</translation>
        </message>
        <message>
            <source>illegal instruction: a library built for another processor</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>ungültiger Befehl: eine Bibliothek für einen anderen Prozessor</translation>
        </message>
        <message>
            <source>killed from outside, most often because memory ran out</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>von außen beendet, meist weil der Speicher ausging</translation>
        </message>
        <message>
            <source>asked to end from outside</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>von außen zum Beenden aufgefordert</translation>
        </message>
        <message>
            <source>access violation in compiled code</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>Zugriffsverletzung in kompiliertem Code</translation>
        </message>
        <message>
            <source>stack overflow</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>Stapelüberlauf</translation>
        </message>
        <message>
            <source>out of memory</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>zu wenig Speicher</translation>
        </message>
        <message>
            <source>stack buffer overrun</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>Pufferüberlauf im Stapel</translation>
        </message>
        <message>
            <source>interrupted from the keyboard</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>von der Tastatur unterbrochen</translation>
        </message>
        <message>
            <source>exited with code {code}</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>endete mit Code {code}</translation>
        </message>
        <message>
            <source>died without an exit code</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>endete ohne Exit-Code</translation>
        </message>
        <message>
            <source>died with code {code} ({meaning})</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>endete mit Code {code} ({meaning})</translation>
        </message>
        <message>
            <source>was killed by {signal_words}</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>wurde beendet durch {signal_words}</translation>
        </message>
        <message>
            <source>signal {number}</source>
            <extracomment>curator_gui/run/hosts/exit_status.py</extracomment>
            <translation>Signal {number}</translation>
        </message>
        <message>
            <source>no job of {system} has a worker yet; {n} wait or begin ({numbers})</source>
            <extracomment>curator_gui/run/hosts/job_cluster.py</extracomment>
            <translation>noch hat kein Job von {system} einen Worker; {n} warten oder beginnen ({numbers})</translation>
        </message>
        <message>
            <source>job {number} of {system} ended before its worker was ready: {log}; look at the options prologue and python</source>
            <extracomment>curator_gui/run/hosts/job_cluster.py</extracomment>
            <translation>Job {number} von {system} endete, bevor sein Worker bereit war: {log}; die Optionen prologue und python ansehen</translation>
        </message>
        <message>
            <source>option cluster: {system} takes no job of this run: {words}</source>
            <extracomment>curator_gui/run/hosts/job_cluster.py</extracomment>
            <translation>Option cluster: {system} nimmt keinen Job dieses Laufs an: {words}</translation>
        </message>
        <message>
            <source>the option cluster needs dask-jobqueue and cryptography; add them with: {command}</source>
            <extracomment>curator_gui/run/hosts/job_cluster.py</extracomment>
            <translation>die Option cluster braucht dask-jobqueue und cryptography; hinzufügen mit: {command}</translation>
        </message>
        <message>
            <source>no answer in {n} s</source>
            <extracomment>curator_gui/run/hosts/job_cluster.py</extracomment>
            <translation>keine Antwort in {n} s</translation>
        </message>
        <message>
            <source>{system} takes no more jobs, so the run goes on with fewer: {words}</source>
            <extracomment>curator_gui/run/hosts/job_cluster.py</extracomment>
            <translation>{system} nimmt keine weiteren Jobs an, deshalb geht der Lauf mit weniger weiter: {words}</translation>
        </message>
        <message>
            <source>it left no log in {folder}</source>
            <extracomment>curator_gui/run/hosts/job_cluster.py</extracomment>
            <translation>er hat kein Protokoll in {folder} hinterlassen</translation>
        </message>
        <message>
            <source>{system} was asked for {n} jobs with {workers} workers each</source>
            <extracomment>curator_gui/run/hosts/jobs.py</extracomment>
            <translation>von {system} wurden {n} Jobs mit je {workers} Workern verlangt</translation>
        </message>
        <message>
            <source>no worker process could be started: {error}; shared memory (/dev/shm) or the temporary folder ({folder}) may be full or read-only, or the system allows no more processes</source>
            <extracomment>curator_gui/run/hosts/loky.py</extracomment>
            <translation>kein Worker-Prozess ließ sich starten: {error}; vielleicht ist der gemeinsame Speicher (/dev/shm) oder der temporäre Ordner ({folder}) voll oder schreibgeschützt, oder das System erlaubt keine weiteren Prozesse</translation>
        </message>
        <message>
            <source>lost its task ({type}: {error})</source>
            <extracomment>curator_gui/run/hosts/loky.py</extracomment>
            <translation>verlor seine Aufgabe ({type}: {error})</translation>
        </message>
        <message>
            <source>{size} that it printed are left out: it prints too fast</source>
            <extracomment>curator_gui/run/hosts/worker_log.py</extracomment>
            <translation>{size} seiner Ausgabe sind ausgelassen: er schreibt zu schnell</translation>
        </message>
        <message>
            <source>{name}: its version changed from {get} to {get2}</source>
            <extracomment>curator_gui/run/planning/changes.py</extracomment>
            <translation>{name}: die Version änderte sich von {get} zu {get2}</translation>
        </message>
        <message>
            <source>{name}: {argument} changed from {shown_value} to {shown_value2}</source>
            <extracomment>curator_gui/run/planning/changes.py</extracomment>
            <translation>{name}: {argument} änderte sich von {shown_value} zu {shown_value2}</translation>
        </message>
        <message>
            <source>an array of {size} {get} ({mark})</source>
            <extracomment>curator_gui/run/planning/changes.py</extracomment>
            <translation>ein Array aus {size} {get} ({mark})</translation>
        </message>
        <message>
            <source>{n} entries ({mark})</source>
            <extracomment>curator_gui/run/planning/changes.py</extracomment>
            <translation>{n} Elemente ({mark})</translation>
        </message>
        <message>
            <source>{name} is no longer part of the pipeline</source>
            <extracomment>curator_gui/run/planning/changes.py</extracomment>
            <translation>{name} gehört nicht mehr zur Pipeline</translation>
        </message>
        <message>
            <source>{name} is new in the pipeline</source>
            <extracomment>curator_gui/run/planning/changes.py</extracomment>
            <translation>{name} ist neu in der Pipeline</translation>
        </message>
        <message>
            <source>the code of {name} changed</source>
            <extracomment>curator_gui/run/planning/changes.py</extracomment>
            <translation>der Code von {name} hat sich geändert</translation>
        </message>
        <message>
            <source>{name}: {argument} is no longer there</source>
            <extracomment>curator_gui/run/planning/changes.py</extracomment>
            <translation>{name}: {argument} gibt es nicht mehr</translation>
        </message>
        <message>
            <source>{name}: the earlier run did not note its code, so it may be another one now</source>
            <extracomment>curator_gui/run/planning/changes.py</extracomment>
            <translation>{name}: der frühere Lauf hat den Code nicht vermerkt; er kann jetzt ein anderer sein</translation>
        </message>
        <message>
            <source>{name}: {argument} is new, {shown_value}</source>
            <extracomment>curator_gui/run/planning/changes.py</extracomment>
            <translation>{name}: {argument} ist neu, {shown_value}</translation>
        </message>
        <message>
            <source>{name}: its code is that of an installed package now</source>
            <extracomment>curator_gui/run/planning/changes.py</extracomment>
            <translation>{name}: der Code ist jetzt der eines installierten Pakets</translation>
        </message>
        <message>
            <source>indices {first} and {second} would both write {path}; add {{index}} or {{relpath}} to the sink's naming template</source>
            <extracomment>curator_gui/run/planning/collisions.py</extracomment>
            <translation>die Indizes {first} und {second} würden beide {path} schreiben; ergänzen Sie {{index}} oder {{relpath}} in der Namensvorlage der Senke</translation>
        </message>
        <message>
            <source>the sinks {first} and {second} would both write {path}; give one of them another folder or another name</source>
            <extracomment>curator_gui/run/planning/collisions.py</extracomment>
            <translation>die Senken {first} und {second} würden beide {path} schreiben; geben Sie einer davon einen anderen Ordner oder einen anderen Namen</translation>
        </message>
        <message>
            <source>left out by {file}</source>
            <extracomment>curator_gui/run/planning/curated.py</extracomment>
            <translation>weggelassen durch {file}</translation>
        </message>
        <message>
            <source>{n} left out by {file}</source>
            <extracomment>curator_gui/run/planning/curated.py</extracomment>
            <translation>{n} weggelassen durch {file}</translation>
        </message>
        <message>
            <source>{size} items (0 to {size2})</source>
            <extracomment>curator_gui/run/planning/indices.py</extracomment>
            <translation>{size} Elemente (0 bis {size2})</translation>
        </message>
        <message>
            <source>no items</source>
            <extracomment>curator_gui/run/planning/indices.py</extracomment>
            <translation>keine Elemente</translation>
        </message>
        <message>
            <source>{text} names no index; write for example 0-9, 20:40:2</source>
            <extracomment>curator_gui/run/planning/indices.py</extracomment>
            <translation>{text} nennt keinen Index; schreiben Sie zum Beispiel 0-9, 20:40:2</translation>
        </message>
        <message>
            <source>{part} cannot be read; write for example {words}</source>
            <extracomment>curator_gui/run/planning/indices.py</extracomment>
            <translation>{part} ist nicht lesbar; schreiben Sie zum Beispiel {words}</translation>
        </message>
        <message>
            <source>{part} is outside: the source has {count}</source>
            <extracomment>curator_gui/run/planning/indices.py</extracomment>
            <translation>{part} liegt außerhalb: die Quelle hat {count}</translation>
        </message>
        <message>
            <source>{part} ends before it begins</source>
            <extracomment>curator_gui/run/planning/indices.py</extracomment>
            <translation>{part} endet, bevor es beginnt</translation>
        </message>
        <message>
            <source>{part} has step 0</source>
            <extracomment>curator_gui/run/planning/indices.py</extracomment>
            <translation>{part} hat Schrittweite 0</translation>
        </message>
        <message>
            <source>{part}: every 0th is nothing</source>
            <extracomment>curator_gui/run/planning/indices.py</extracomment>
            <translation>{part}: jeder 0. ist keiner</translation>
        </message>
        <message>
            <source>needs a time of at least a minute as HH:MM:SS or D-HH:MM:SS, not {value}</source>
            <extracomment>curator_gui/run/planning/job_options.py</extracomment>
            <translation>braucht eine Zeit von mindestens einer Minute als HH:MM:SS oder D-HH:MM:SS, nicht {value}</translation>
        </message>
        <message>
            <source>the options cluster and scheduler exclude each other: a job system's workers get a scheduler of their own</source>
            <extracomment>curator_gui/run/planning/job_options.py</extracomment>
            <translation>die Optionen cluster und scheduler schließen einander aus: Die Worker eines Jobsystems bekommen einen eigenen Scheduler</translation>
        </message>
        <message>
            <source>n_jobs: say how many workers {system} shall start; {n} counts the cores of this machine, which are none of the cluster's</source>
            <extracomment>curator_gui/run/planning/job_options.py</extracomment>
            <translation>n_jobs: sagen, wie viele Worker {system} starten soll; {n} zählt die Kerne dieses Rechners, die keine des Clusters sind</translation>
        </message>
        <message>
            <source>needs a size of at least 1M, not {value}</source>
            <extracomment>curator_gui/run/planning/job_options.py</extracomment>
            <translation>braucht eine Größe von mindestens 1M, nicht {value}</translation>
        </message>
        <message>
            <source>needs "all", a number or "2*n_jobs", not {value}</source>
            <extracomment>curator_gui/run/planning/options.py</extracomment>
            <translation>braucht "all", eine Zahl oder "2*n_jobs", nicht {value}</translation>
        </message>
        <message>
            <source>progress=True shows a bar, and the window shows the whole run</source>
            <extracomment>curator_gui/run/planning/options.py</extracomment>
            <translation>progress=True zeigt einen Balken, das Fenster den ganzen Lauf</translation>
        </message>
        <message>
            <source>the option verbose is joblib's</source>
            <extracomment>curator_gui/run/planning/options.py</extracomment>
            <translation>die Option verbose ist die von joblib</translation>
        </message>
        <message>
            <source>it belongs to RunConfig, for execute(pipeline, RunConfig(record=...))</source>
            <extracomment>curator_gui/run/planning/options.py</extracomment>
            <translation>es gehört zu RunConfig, für execute(pipeline, RunConfig(record=...))</translation>
        </message>
        <message>
            <source>it belongs to RunConfig, for execute(pipeline, RunConfig(resume=...))</source>
            <extracomment>curator_gui/run/planning/options.py</extracomment>
            <translation>es gehört zu RunConfig, für execute(pipeline, RunConfig(resume=...))</translation>
        </message>
        <message>
            <source>the {backend} backend has no option {option}; it has {known}</source>
            <extracomment>curator_gui/run/planning/options.py</extracomment>
            <translation>das Backend {backend} hat keine Option {option}; vorhanden: {known}</translation>
        </message>
        <message>
            <source>the {backend} backend has no option {option}: {instead}</source>
            <extracomment>curator_gui/run/planning/options.py</extracomment>
            <translation>das Backend {backend} hat keine Option {option}: {instead}</translation>
        </message>
        <message>
            <source>the {backend} backend has no option {option}; did you mean {near}?</source>
            <extracomment>curator_gui/run/planning/options.py</extracomment>
            <translation>das Backend {backend} hat keine Option {option}; meinten Sie {near}?</translation>
        </message>
        <message>
            <source>option {name}</source>
            <extracomment>curator_gui/run/planning/options.py</extracomment>
            <translation>Option {name}</translation>
        </message>
        <message>
            <source>needs "auto" or a whole number of at least 1, not {value}</source>
            <extracomment>curator_gui/run/planning/options.py</extracomment>
            <translation>braucht "auto" oder eine ganze Zahl ab 1, nicht {value}</translation>
        </message>
        <message>
            <source>"sharedmem" cannot be had with worker processes; use the sequential backend</source>
            <extracomment>curator_gui/run/planning/options.py</extracomment>
            <translation>"sharedmem" ist mit Worker-Prozessen nicht möglich; nehmen Sie das Backend sequential</translation>
        </message>
        <message>
            <source>{owner}: partition_indices lost index {missing}</source>
            <extracomment>curator_gui/run/planning/partition.py</extracomment>
            <translation>{owner}: partition_indices hat Index {missing} verloren</translation>
        </message>
        <message>
            <source>{owner}: partition_indices invented index {index}</source>
            <extracomment>curator_gui/run/planning/partition.py</extracomment>
            <translation>{owner}: partition_indices hat Index {index} erfunden</translation>
        </message>
        <message>
            <source>{owner}: partition_indices repeats index {index}</source>
            <extracomment>curator_gui/run/planning/partition.py</extracomment>
            <translation>{owner}: partition_indices wiederholt Index {index}</translation>
        </message>
        <message>
            <source>{name}: constants of {day} over {n} items are kept</source>
            <extracomment>curator_gui/run/planning/passes.py</extracomment>
            <translation>{name}: die Konstanten vom {day} über {n} Elemente bleiben</translation>
        </message>
        <message>
            <source>{name} cannot learn its constants: {why}. Nothing was written</source>
            <extracomment>curator_gui/run/planning/passes.py</extracomment>
            <translation>{name} kann seine Konstanten nicht lernen: {why}. Nichts wurde geschrieben</translation>
        </message>
        <message>
            <source>the constants are not kept: the sink does not say where it writes</source>
            <extracomment>curator_gui/run/planning/passes.py</extracomment>
            <translation>die Konstanten werden nicht aufbewahrt: die Senke sagt nicht, wohin sie schreibt</translation>
        </message>
        <message>
            <source>there are no training items</source>
            <extracomment>curator_gui/run/planning/passes.py</extracomment>
            <translation>es gibt keine Trainingselemente</translation>
        </message>
        <message>
            <source>nothing came out of the {n} training items</source>
            <extracomment>curator_gui/run/planning/passes.py</extracomment>
            <translation>aus den {n} Trainingselementen kam nichts heraus</translation>
        </message>
        <message>
            <source>{name}: its arguments or the steps before it are not those of {day}, so its constants are gathered again</source>
            <extracomment>curator_gui/run/planning/passes.py</extracomment>
            <translation>{name}: die Parameter oder die Schritte davor sind nicht die vom {day}, also werden die Konstanten neu gesammelt</translation>
        </message>
        <message>
            <source>{n} of {all} training items were left out by the steps before it and do not count</source>
            <extracomment>curator_gui/run/planning/passes.py</extracomment>
            <translation>{n} von {all} Trainingselementen haben die Schritte davor weggelassen; sie zählen nicht</translation>
        </message>
        <message>
            <source>{name}: the training items or their files are not those of {day} ({before} items then, {now} now), so its constants are made again</source>
            <extracomment>curator_gui/run/planning/passes.py</extracomment>
            <translation>{name}: die Trainingselemente oder ihre Dateien sind nicht die vom {day} (damals {before} Elemente, jetzt {now}), also entstehen die Konstanten neu</translation>
        </message>
        <message>
            <source>{name}: {n} training items failed on {day} and are tried again; once one of them is gathered, the constants change, and what has the former ones is to be run again</source>
            <extracomment>curator_gui/run/planning/passes.py</extracomment>
            <translation>{name}: {n} Trainingselemente sind am {day} fehlgeschlagen und werden noch einmal versucht; sobald eines davon gesammelt ist, ändern sich die Konstanten, und was die früheren hat, muss noch einmal laufen</translation>
        </message>
        <message>
            <source>appends to one store: all items go through one worker, in their order; what runs again is appended again</source>
            <extracomment>curator_gui/run/planning/plan.py</extracomment>
            <translation>hängt an einen Speicher an: Alle Elemente gehen der Reihe nach durch einen Worker; was noch einmal läuft, wird noch einmal angehängt</translation>
        </message>
        <message>
            <source>the partition groups keep only {parallelism} of {workers} workers busy; smaller groups (chunks, shards) would help</source>
            <extracomment>curator_gui/run/planning/plan.py</extracomment>
            <translation>die Partitionsgruppen lasten nur {parallelism} von {workers} Workern aus; kleinere Gruppen (Chunks, Shards) würden helfen</translation>
        </message>
        <message>
            <source>{n} items are finished; they are run again too if the constants change, and not if they stay the same</source>
            <extracomment>curator_gui/run/planning/plan.py</extracomment>
            <translation>{n} Elemente sind fertig; sie laufen auch noch einmal, wenn sich die Konstanten ändern, und nicht, wenn sie gleich bleiben</translation>
        </message>
        <message>
            <source>needs a list of whole numbers, not {value}</source>
            <extracomment>curator_gui/run/planning/plan.py</extracomment>
            <translation>braucht eine Liste ganzer Zahlen, nicht {value}</translation>
        </message>
        <message>
            <source>{index} is outside: the source has {size} items</source>
            <extracomment>curator_gui/run/planning/plan.py</extracomment>
            <translation>{index} liegt außerhalb: die Quelle hat {size} Elemente</translation>
        </message>
        <message>
            <source>{n} output files exist already and will be replaced, for example {leftovers}</source>
            <extracomment>curator_gui/run/planning/plan.py</extracomment>
            <translation>{n} Ausgabedateien gibt es schon, sie werden ersetzt, zum Beispiel {leftovers}</translation>
        </message>
        <message>
            <source>could not look ahead: {error}</source>
            <extracomment>curator_gui/run/planning/plan.py</extracomment>
            <translation>konnte nicht vorausschauen: {error}</translation>
        </message>
        <message>
            <source>input {named} changed</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>Eingabe {named} hat sich geändert</translation>
        </message>
        <message>
            <source>finished by the run of {day}; its inputs and outputs are unchanged</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>im Lauf vom {day} abgeschlossen; Eingaben und Ausgaben sind unverändert</translation>
        </message>
        <message>
            <source>it has no input files any more</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>hat keine Eingabedateien mehr</translation>
        </message>
        <message>
            <source>{step}: its arguments are not known, so they may have changed</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>{step}: seine Argumente sind nicht bekannt, können sich also geändert haben</translation>
        </message>
        <message>
            <source>the pipeline changed</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>die Pipeline hat sich geändert</translation>
        </message>
        <message>
            <source>{shown}; and {more} more changes</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>{shown}; und {more} weitere Änderungen</translation>
        </message>
        <message>
            <source>{name} or another of {n} files</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>{name} oder eine andere von {n} Dateien</translation>
        </message>
        <message>
            <source>{status} before: {message}</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>vorher {status}: {message}</translation>
        </message>
        <message>
            <source>was interrupted</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>wurde unterbrochen</translation>
        </message>
        <message>
            <source>never ran</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>lief nie</translation>
        </message>
        <message>
            <source>output {path} is missing</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>Ausgabe {path} fehlt</translation>
        </message>
        <message>
            <source>input {named} was changed while it was read</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>Eingabe {named} wurde beim Lesen geändert</translation>
        </message>
        <message>
            <source>its output of {sink} is missing</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>seine Ausgabe von {sink} fehlt</translation>
        </message>
        <message>
            <source>{part}, its part of a merged result, is missing</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>{part}, der Anteil an einem zusammengeführten Ergebnis, fehlt</translation>
        </message>
        <message>
            <source>output {path} has {st_size} bytes, but {size} were written</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>die Ausgabe {path} hat {st_size} Bytes, geschrieben wurden aber {size}</translation>
        </message>
        <message>
            <source>the source cannot name its input files: {type}: {error}</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>die Quelle kann ihre Eingabedateien nicht nennen: {type}: {error}</translation>
        </message>
        <message>
            <source>its input files were not recorded</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>die Eingabedateien wurden nicht aufgezeichnet</translation>
        </message>
        <message>
            <source>output {path} is damaged, see {file}</source>
            <extracomment>curator_gui/run/planning/resume.py</extracomment>
            <translation>Ausgabe {path} ist beschädigt, siehe {file}</translation>
        </message>
        <message>
            <source>no split is stored with the data set, so all {n} items are learnt from, also those that may become validation and test</source>
            <extracomment>curator_gui/run/planning/training.py</extracomment>
            <translation>beim Datensatz steht keine Aufteilung, also wird von allen {n} Elementen gelernt, auch von denen, die zu Validierung und Test werden können</translation>
        </message>
        <message>
            <source>{path} has no part named train, so all items are learnt from</source>
            <extracomment>curator_gui/run/planning/training.py</extracomment>
            <translation>{path} hat keinen Teil namens train, also wird von allen Elementen gelernt</translation>
        </message>
        <message>
            <source>the {n} items of the part {part} are learnt from</source>
            <extracomment>curator_gui/run/planning/training.py</extracomment>
            <translation>gelernt wird von den {n} Elementen des Teils {part}</translation>
        </message>
        <message>
            <source>{n} items are in no part of {path}: split again</source>
            <extracomment>curator_gui/run/planning/training.py</extracomment>
            <translation>{n} Elemente sind in keinem Teil von {path}: teilen Sie noch einmal auf</translation>
        </message>
        <message>
            <source>{path}: the split cannot be stored: {error}</source>
            <extracomment>curator_gui/run/planning/training.py</extracomment>
            <translation>{path}: die Aufteilung lässt sich nicht speichern: {error}</translation>
        </message>
        <message>
            <source>the measures in it cannot be read: {error}</source>
            <extracomment>curator_gui/run/record/item_measures.py</extracomment>
            <translation>die Messwerte darin lassen sich nicht lesen: {error}</translation>
        </message>
        <message>
            <source>index {index}: the size of its outputs, {size}, was dropped</source>
            <extracomment>curator_gui/run/record/journals/journal.py</extracomment>
            <translation>Index {index}: Die Größe seiner Ausgaben, {size}, wurde verworfen</translation>
        </message>
        <message>
            <source>{n} indices had finished, but the machine stopped before it was certain that their outputs are on the disk; they have to run again</source>
            <extracomment>curator_gui/run/record/journals/merge.py</extracomment>
            <translation>{n} Indizes waren fertig, aber der Rechner ging aus, bevor sicher war, dass ihre Ausgaben auf der Platte sind; sie müssen erneut laufen</translation>
        </message>
        <message>
            <source>index {index}: its outcome cannot be recorded and is left out ({error})</source>
            <extracomment>curator_gui/run/record/journals/merge.py</extracomment>
            <translation>Index {index}: Sein Ergebnis lässt sich nicht aufzeichnen und wird ausgelassen ({error})</translation>
        </message>
        <message>
            <source>{path}: a frame was passed over: {error}</source>
            <extracomment>curator_gui/run/record/journals/merge.py</extracomment>
            <translation>{path}: Ein Element wurde übergangen: {error}</translation>
        </message>
        <message>
            <source>completed after its run was killed</source>
            <extracomment>curator_gui/run/record/journals/recover.py</extracomment>
            <translation>vervollständigt, nachdem der Lauf abgeschossen wurde</translation>
        </message>
        <message>
            <source>{path}: the disk reported an error when the file was written down: {error}</source>
            <extracomment>curator_gui/run/record/journals/safe_queue.py</extracomment>
            <translation>{path}: Die Platte meldete einen Fehler, als die Datei auf sie geschrieben wurde: {error}</translation>
        </message>
        <message>
            <source>{path}: the run is still going on; stop it before deleting its record</source>
            <extracomment>curator_gui/run/record/library.py</extracomment>
            <translation>{path}: der Lauf ist noch im Gang; stoppen Sie ihn, bevor Sie seine Aufzeichnung löschen</translation>
        </message>
        <message>
            <source>{path}: another run is writing this record now; wait for its end</source>
            <extracomment>curator_gui/run/record/opening.py</extracomment>
            <translation>{path}: ein anderer Lauf schreibt gerade diese Aufzeichnung; warten Sie sein Ende ab</translation>
        </message>
        <message>
            <source>{path}: the record belongs to another pipeline, or to the same one with other parameters; start a new run instead of continuing this one</source>
            <extracomment>curator_gui/run/record/opening.py</extracomment>
            <translation>{path}: die Aufzeichnung gehört zu einer anderen Pipeline oder zu derselben mit anderen Parametern; beginnen Sie einen neuen Lauf, statt diesen fortzusetzen</translation>
        </message>
        <message>
            <source>{path}: the file exists already; choose another name for the run record, or resume the run that it holds</source>
            <extracomment>curator_gui/run/record/opening.py</extracomment>
            <translation>{path}: die Datei gibt es schon; wählen Sie einen anderen Namen für die Aufzeichnung oder setzen Sie den Lauf darin fort</translation>
        </message>
        <message>
            <source>the file is read-only</source>
            <extracomment>curator_gui/run/record/opening.py</extracomment>
            <translation>die Datei ist schreibgeschützt</translation>
        </message>
        <message>
            <source>{path}: this run database of physicsnemo-curator is damaged: its newest run has entries that physicsnemo-curator does not write; it was left as it is</source>
            <extracomment>curator_gui/run/record/reference_database.py</extracomment>
            <translation>{path}: diese Laufdatenbank von physicsnemo-curator ist beschädigt: ihr neuester Lauf hat Einträge, die physicsnemo-curator nicht schreibt; sie wurde gelassen, wie sie ist</translation>
        </message>
        <message>
            <source>the file has no run in it</source>
            <extracomment>curator_gui/run/record/summary.py</extracomment>
            <translation>die Datei enthält keinen Lauf</translation>
        </message>
        <message>
            <source>a row of {table} holds what cannot be</source>
            <extracomment>curator_gui/run/record/tables/checking.py</extracomment>
            <translation>eine Zeile von {table} enthält, was nicht sein kann</translation>
        </message>
        <message>
            <source>text {number} is no text</source>
            <extracomment>curator_gui/run/record/tables/checking.py</extracomment>
            <translation>Text {number} ist kein Text</translation>
        </message>
        <message>
            <source>{path}: the run record contradicts itself: {error}</source>
            <extracomment>curator_gui/run/record/tables/checking.py</extracomment>
            <translation>{path}: die Aufzeichnung des Laufs widerspricht sich: {error}</translation>
        </message>
        <message>
            <source>a row of {table} refers to nothing</source>
            <extracomment>curator_gui/run/record/tables/checking.py</extracomment>
            <translation>eine Zeile von {table} verweist auf nichts</translation>
        </message>
        <message>
            <source>{table}.{column} holds {value}</source>
            <extracomment>curator_gui/run/record/tables/checking.py</extracomment>
            <translation>{table}.{column} enthält {value}</translation>
        </message>
        <message>
            <source>the source could not name the input files of index {index}: {type}: {error}. A resumed run will run such indices again.</source>
            <extracomment>curator_gui/run/record/tables/inputs.py</extracomment>
            <translation>die Quelle konnte die Eingabedateien von Index {index} nicht nennen: {type}: {error}. Ein fortgesetzter Lauf führt solche Indizes erneut aus.</translation>
        </message>
        <message>
            <source>the list of indices is damaged</source>
            <extracomment>curator_gui/run/record/tables/meta.py</extracomment>
            <translation>die Liste der Indizes ist beschädigt</translation>
        </message>
        <message>
            <source>{name} is no table</source>
            <extracomment>curator_gui/run/record/tables/meta.py</extracomment>
            <translation>{name} ist keine Tabelle</translation>
        </message>
        <message>
            <source>the list of steps is damaged</source>
            <extracomment>curator_gui/run/record/tables/meta.py</extracomment>
            <translation>die Liste der Schritte ist beschädigt</translation>
        </message>
        <message>
            <source>the list of indices is damaged: {error}</source>
            <extracomment>curator_gui/run/record/tables/meta.py</extracomment>
            <translation>die Liste der Indizes ist beschädigt: {error}</translation>
        </message>
        <message>
            <source>{path}: the run record cannot be {action}: {reason_in_words}</source>
            <extracomment>curator_gui/run/record/tables/schema.py</extracomment>
            <translation>{path}: die Aufzeichnung ist nicht benutzbar ({action}): {reason_in_words}</translation>
        </message>
        <message>
            <source>another program has locked the file; close it and try again</source>
            <extracomment>curator_gui/run/record/tables/schema.py</extracomment>
            <translation>ein anderes Programm hat die Datei gesperrt; schließen Sie es und versuchen Sie es erneut</translation>
        </message>
        <message>
            <source>the file or its folder is read-only</source>
            <extracomment>curator_gui/run/record/tables/schema.py</extracomment>
            <translation>die Datei oder ihr Ordner ist schreibgeschützt</translation>
        </message>
        <message>
            <source>the disk is full; free some space</source>
            <extracomment>curator_gui/run/record/tables/schema.py</extracomment>
            <translation>der Datenträger ist voll; schaffen Sie Platz</translation>
        </message>
        <message>
            <source>the disk reports an error, or it is full</source>
            <extracomment>curator_gui/run/record/tables/schema.py</extracomment>
            <translation>der Datenträger meldet einen Fehler oder ist voll</translation>
        </message>
        <message>
            <source>the file is damaged; it was left as it is</source>
            <extracomment>curator_gui/run/record/tables/schema.py</extracomment>
            <translation>die Datei ist beschädigt; sie blieb unverändert</translation>
        </message>
        <message>
            <source>the file or its folder cannot be opened for this</source>
            <extracomment>curator_gui/run/record/tables/schema.py</extracomment>
            <translation>die Datei oder ihr Ordner kann dafür nicht geöffnet werden</translation>
        </message>
        <message>
            <source>{path}: this is not a run record of Curator; it was left as it is</source>
            <extracomment>curator_gui/run/record/tables/schema.py</extracomment>
            <translation>{path}: das ist keine Aufzeichnung von Curator; sie blieb unverändert</translation>
        </message>
        <message>
            <source>{path}: this run record has format {version}, but this version of Curator reads up to {format_version}; open it with a newer version</source>
            <extracomment>curator_gui/run/record/tables/schema.py</extracomment>
            <translation>{path}: diese Aufzeichnung hat Format {version}, aber diese Version von Curator liest bis {format_version}; öffnen Sie sie mit einer neueren</translation>
        </message>
        <message>
            <source>{path}: there is no such run record</source>
            <extracomment>curator_gui/run/record/tables/schema.py</extracomment>
            <translation>{path}: diese Aufzeichnung gibt es nicht</translation>
        </message>
        <message>
            <source>{path}: the run record cannot be read: {error}</source>
            <extracomment>curator_gui/run/record/tables/schema.py</extracomment>
            <translation>{path}: die Aufzeichnung kann nicht gelesen werden: {error}</translation>
        </message>
        <message>
            <source>{path}: this {error}</source>
            <extracomment>curator_gui/run/record/tables/schema.py</extracomment>
            <translation>{path}: Dies {error}</translation>
        </message>
        <message>
            <source>{path}: one event has a value that cannot be recorded and was left out: {event} ({error})</source>
            <extracomment>curator_gui/run/record/writer.py</extracomment>
            <translation>{path}: Ein Ereignis hat einen Wert, der sich nicht aufzeichnen lässt, und wurde ausgelassen: {event} ({error})</translation>
        </message>
        <message>
            <source>{path}: the last {n} events could not be written to the run record. The journals beside it hold the results; they are merged when it is opened</source>
            <extracomment>curator_gui/run/record/writer.py</extracomment>
            <translation>{path}: Die letzten {n} Ereignisse konnten nicht in die Aufzeichnung geschrieben werden. Die Journale daneben enthalten die Ergebnisse; sie werden übernommen, wenn sie geöffnet wird</translation>
        </message>
        <message>
            <source>{path}: the run record is written again; nothing was lost</source>
            <extracomment>curator_gui/run/record/writer.py</extracomment>
            <translation>{path}: die Aufzeichnung wird wieder geschrieben; nichts ging verloren</translation>
        </message>
        <message>
            <source>{path}: the run record cannot be written: {reason}. The run goes on; results are kept in memory and in the journals beside the record, and writing is tried again every second</source>
            <extracomment>curator_gui/run/record/writer.py</extracomment>
            <translation>{path}: die Aufzeichnung lässt sich nicht schreiben: {reason}. Der Lauf geht weiter; Ergebnisse bleiben im Arbeitsspeicher und in den Journalen neben ihr, und jede Sekunde wird es erneut versucht</translation>
        </message>
        <message>
            <source>{path}: the run record was removed while the run went on, so there is none of it; what the indices wrote is whole, but the run cannot be resumed</source>
            <extracomment>curator_gui/run/record/writer.py</extracomment>
            <translation>{path}: die Aufzeichnung wurde während des Laufs gelöscht, deshalb gibt es keine; was die Indizes geschrieben haben, ist vollständig, aber der Lauf lässt sich nicht fortsetzen</translation>
        </message>
        <message>
            <source>{path}: the run record could not be completed: {reason}. The journals beside it hold the results; they are merged when it is opened</source>
            <extracomment>curator_gui/run/record/writer.py</extracomment>
            <translation>{path}: die Aufzeichnung konnte nicht abgeschlossen werden: {reason}. Die Journale daneben enthalten die Ergebnisse; sie werden übernommen, wenn sie geöffnet wird</translation>
        </message>
        <message>
            <source>this run goes on without the window; retry when it is over</source>
            <extracomment>curator_gui/run/remote_control.py</extracomment>
            <translation>dieser Lauf geht ohne das Fenster weiter; wiederholen, wenn er zu Ende ist</translation>
        </message>
        <message>
            <source>{path}: the run cannot be reached: {error}</source>
            <extracomment>curator_gui/run/remote_control.py</extracomment>
            <translation>{path}: der Lauf ist nicht zu erreichen: {error}</translation>
        </message>
        <message>
            <source>nobody reads {target} yet: the run goes on, and its events wait for a reader</source>
            <extracomment>curator_gui/run/report/event_lines.py</extracomment>
            <translation>noch liest niemand {target}: der Lauf geht weiter, und seine Ereignisse warten auf einen Leser</translation>
        </message>
        <message>
            <source>the events were not all written: nobody reads {target}</source>
            <extracomment>curator_gui/run/report/event_lines.py</extracomment>
            <translation>nicht alle Ereignisse wurden geschrieben: niemand liest {target}</translation>
        </message>
        <message>
            <source>the events were not all written: {target}: {error}</source>
            <extracomment>curator_gui/run/report/event_lines.py</extracomment>
            <translation>nicht alle Ereignisse wurden geschrieben: {target}: {error}</translation>
        </message>
        <message>
            <source>the metrics are old: {words}</source>
            <extracomment>curator_gui/run/report/metrics.py</extracomment>
            <translation>die Messgrößen sind veraltet: {words}</translation>
        </message>
        <message>
            <source>{path}: the queue cannot be read: {error}; move the file away to begin anew</source>
            <extracomment>curator_gui/run/run_queue.py</extracomment>
            <translation>{path}: die Warteschlange ist nicht lesbar: {error}; die Datei verschieben, um neu zu beginnen</translation>
        </message>
        <message>
            <source>{path}: another program holds the queue</source>
            <extracomment>curator_gui/run/run_queue.py</extracomment>
            <translation>{path}: ein anderes Programm hält die Warteschlange</translation>
        </message>
        <message>
            <source>{path}: the queue cannot be changed: {error}</source>
            <extracomment>curator_gui/run/run_queue.py</extracomment>
            <translation>{path}: die Warteschlange ist nicht zu ändern: {error}</translation>
        </message>
        <message>
            <source>needs HOST or HOST:PORT, not {value}</source>
            <extracomment>curator_gui/run/wire/address.py</extracomment>
            <translation>braucht HOST oder HOST:PORT, nicht {value}</translation>
        </message>
        <message>
            <source>option address: cannot listen on {host} port {port}: {error}; name an address of this machine that the workers can reach</source>
            <extracomment>curator_gui/run/wire/address.py</extracomment>
            <translation>Option address: auf {host}, Port {port}, ist kein Empfang möglich: {error}; nennen Sie eine Adresse dieses Rechners, die die Worker erreichen</translation>
        </message>
        <message>
            <source>{type} is none of these</source>
            <extracomment>curator_gui/run/worker/gathering.py</extracomment>
            <translation>{type} ist nichts davon</translation>
        </message>
        <message>
            <source>an input file was changed while it was read</source>
            <extracomment>curator_gui/run/worker/gathering.py</extracomment>
            <translation>eine Eingabedatei wurde geändert, während sie gelesen wurde</translation>
        </message>
        <message>
            <source>what {name} gathered cannot be kept: {error}; numbers, texts, lists, dictionaries and NumPy arrays can</source>
            <extracomment>curator_gui/run/worker/gathering.py</extracomment>
            <translation>was {name} gesammelt hat, lässt sich nicht aufbewahren: {error}; Zahlen, Texte, Listen, Wörterbücher und NumPy-Arrays schon</translation>
        </message>
        <message>
            <source>there is a value of unknown kind</source>
            <extracomment>curator_gui/run/worker/gathering.py</extracomment>
            <translation>da ist ein Wert unbekannter Art</translation>
        </message>
        <message>
            <source>a gathered part is damaged: {error}</source>
            <extracomment>curator_gui/run/worker/gathering.py</extracomment>
            <translation>ein gesammelter Teil ist beschädigt: {error}</translation>
        </message>
        <message>
            <source>{message} (written already, but not counted, and replaced when the index is run again: {outputs})</source>
            <extracomment>curator_gui/run/worker/index_runner.py</extracomment>
            <translation>{message} (schon geschrieben, aber nicht gezählt, und ersetzt, wenn der Index noch einmal läuft: {outputs})</translation>
        </message>
        <message>
            <source>{count} measures were left out: too many</source>
            <extracomment>curator_gui/run/worker/index_runner.py</extracomment>
            <translation>{count} Messwerte wurden weggelassen: zu viele</translation>
        </message>
        <message>
            <source>(its message cannot be shown: {type})</source>
            <extracomment>curator_gui/run/worker/index_runner.py</extracomment>
            <translation>(seine Meldung lässt sich nicht zeigen: {type})</translation>
        </message>
        <message>
            <source>(no traceback: {type} cannot be shown)</source>
            <extracomment>curator_gui/run/worker/index_runner.py</extracomment>
            <translation>(keine Rückverfolgung: {type} lässt sich nicht zeigen)</translation>
        </message>
        <message>
            <source>after index {index} a filter could not be reset: {error}</source>
            <extracomment>curator_gui/run/worker/index_runner.py</extracomment>
            <translation>nach Index {index} ließ sich ein Filter nicht zurücksetzen: {error}</translation>
        </message>
        <message>
            <source>the items are not measured, because of an error: {error}</source>
            <extracomment>curator_gui/run/worker/index_runner.py</extracomment>
            <translation>die Elemente werden wegen eines Fehlers nicht gemessen: {error}</translation>
        </message>
        <message>
            <source>{name} named {path} among its outputs, but it is not there: {error}</source>
            <extracomment>curator_gui/run/worker/index_runner.py</extracomment>
            <translation>{name} nannte {path} unter seinen Ausgaben, aber die gibt es nicht: {error}</translation>
        </message>
        <message>
            <source>no journal: {problem}; if the application is killed, this worker's results are lost</source>
            <extracomment>curator_gui/run/worker/loop.py</extracomment>
            <translation>kein Journal: {problem}; wird die Anwendung beendet, sind die Ergebnisse dieses Workers verloren</translation>
        </message>
        <message>
            <source>a component has closed it</source>
            <extracomment>curator_gui/run/worker/loop.py</extracomment>
            <translation>eine Komponente hat es geschlossen</translation>
        </message>
        <message>
            <source>what this worker prints is not kept: {log}: {error}</source>
            <extracomment>curator_gui/run/worker/loop.py</extracomment>
            <translation>was dieser Worker ausgibt, wird nicht aufgehoben: {log}: {error}</translation>
        </message>
        <message>
            <source>Python's built-in functions</source>
            <extracomment>curator_gui/run/worker/process_state.py</extracomment>
            <translation>Pythons eingebaute Funktionen</translation>
        </message>
        <message>
            <source>the standard streams</source>
            <extracomment>curator_gui/run/worker/process_state.py</extracomment>
            <translation>die Standardein- und -ausgabe</translation>
        </message>
        <message>
            <source>the permissions of new files (umask)</source>
            <extracomment>curator_gui/run/worker/process_state.py</extracomment>
            <translation>die Rechte neuer Dateien (umask)</translation>
        </message>
        <message>
            <source>the recursion limit</source>
            <extracomment>curator_gui/run/worker/process_state.py</extracomment>
            <translation>die größte Rekursionstiefe</translation>
        </message>
        <message>
            <source>the time limit of new sockets</source>
            <extracomment>curator_gui/run/worker/process_state.py</extracomment>
            <translation>die Wartezeit neuer Sockets</translation>
        </message>
        <message>
            <source>the locale</source>
            <extracomment>curator_gui/run/worker/process_state.py</extracomment>
            <translation>die Spracheinstellung (locale)</translation>
        </message>
        <message>
            <source>what NumPy does about floating-point errors</source>
            <extracomment>curator_gui/run/worker/process_state.py</extracomment>
            <translation>was NumPy bei Gleitkommafehlern tut</translation>
        </message>
        <message>
            <source>the filters for warnings</source>
            <extracomment>curator_gui/run/worker/process_state.py</extracomment>
            <translation>die Filter für Warnungen</translation>
        </message>
        <message>
            <source>the limits of the process (RLIMIT)</source>
            <extracomment>curator_gui/run/worker/process_state.py</extracomment>
            <translation>die Grenzen des Prozesses (RLIMIT)</translation>
        </message>
        <message>
            <source>the search path for modules</source>
            <extracomment>curator_gui/run/worker/process_state.py</extracomment>
            <translation>den Suchpfad für Module</translation>
        </message>
        <message>
            <source>the modules that are loaded</source>
            <extracomment>curator_gui/run/worker/process_state.py</extracomment>
            <translation>die geladenen Module</translation>
        </message>
        <message>
            <source>one of the indices {first} to {last}</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>einer der Indizes {first} bis {last}</translation>
        </message>
        <message>
            <source>a run had set {name} in its environment</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>ein Lauf hatte {name} in seiner Umgebung gesetzt</translation>
        </message>
        <message>
            <source>a run had changed {what}</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>ein Lauf hatte {what} verändert</translation>
        </message>
        <message>
            <source>index {index} closed a descriptor that belongs to the engine</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>Index {index} schloss einen Deskriptor, der der Engine gehört</translation>
        </message>
        <message>
            <source>some {count} files are open after index {index}, most left by components</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>etwa {count} Dateien sind nach Index {index} offen, die meisten von Komponenten</translation>
        </message>
        <message>
            <source>{count} threads run after index {index}, most left by components</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>{count} Threads laufen nach Index {index}, die meisten von Komponenten</translation>
        </message>
        <message>
            <source>{who} changed {what}, which cannot be set back</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>{who} veränderte {what}, was sich nicht zurückstellen lässt</translation>
        </message>
        <message>
            <source>one that is gone</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>eines, das es nicht mehr gibt</translation>
        </message>
        <message>
            <source>the working directory to {folder}</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>das Arbeitsverzeichnis auf {folder}</translation>
        </message>
        <message>
            <source>the process's timer</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>den Zeitgeber des Prozesses</translation>
        </message>
        <message>
            <source>{who} changed {what}; it was set back</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>{who} veränderte {what}; es wurde zurückgestellt</translation>
        </message>
        <message>
            <source>the variable {name} of the environment</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>die Umgebungsvariable {name}</translation>
        </message>
        <message>
            <source>what {signal} does</source>
            <extracomment>curator_gui/run/worker/soundness.py</extracomment>
            <translation>was {signal} bewirkt</translation>
        </message>
        <message>
            <source>{name} returned {path} among its paths; a path is a text or a pathlib.Path</source>
            <extracomment>curator_gui/run/worker/stage_clock.py</extracomment>
            <translation>{name} gab {path} unter den Pfaden zurück; ein Pfad ist ein Text oder ein pathlib.Path</translation>
        </message>
        <message>
            <source>{name} returned {outputs}, not a list of paths</source>
            <extracomment>curator_gui/run/worker/stage_clock.py</extracomment>
            <translation>{name} gab {outputs} zurück, keine Liste von Pfaden</translation>
        </message>
        <message>
            <source>{name} returned a size of {size} bytes; it must be 0 to 2**63-1</source>
            <extracomment>curator_gui/run/worker/stage_clock.py</extracomment>
            <translation>{name} gab eine Größe von {size} Bytes zurück; erlaubt ist 0 bis 2**63-1</translation>
        </message>
        <message>
            <source>two sinks have written {path}, so one of them has replaced what the other wrote; give one of them another folder or another name</source>
            <extracomment>curator_gui/run/worker/stage_clock.py</extracomment>
            <translation>zwei Senken haben {path} geschrieben, also hat eine davon ersetzt, was die andere schrieb; geben Sie einer davon einen anderen Ordner oder einen anderen Namen</translation>
        </message>
        <message>
            <source>was not measured completely: {error}</source>
            <extracomment>curator_gui/run/worker/stage_clock.py</extracomment>
            <translation>wurde nicht vollständig gemessen: {error}</translation>
        </message>
        <message>
            <source>for {n} items the decision in the file was taken, not the one made here</source>
            <extracomment>curator_gui/app/dataset/data_set.py</extracomment>
            <translation>bei {n} Elementen gilt die Entscheidung in der Datei, nicht die hier getroffene</translation>
        </message>
        <message>
            <source>{path} was changed by somebody else</source>
            <extracomment>curator_gui/app/dataset/data_set.py</extracomment>
            <translation>{path} wurde von jemand anderem geändert</translation>
        </message>
        <message>
            <source>it was stopped</source>
            <extracomment>curator_gui/app/dataset/describing.py</extracomment>
            <translation>es wurde angehalten</translation>
        </message>
        <message>
            <source>the step Split made this split by a pattern in the names of the items, or by what the data set has no longer: whether it keeps to that is not judged</source>
            <extracomment>curator_gui/app/dataset/splitting.py</extracomment>
            <translation>der Schritt Aufteilen hat nach einem Muster in den Namen der Elemente aufgeteilt oder nach etwas, das der Datensatz nicht mehr hat: ob die Aufteilung dabei bleibt, wird nicht beurteilt</translation>
        </message>
        <message>
            <source>drawing {path}</source>
            <extracomment>curator_gui/app/dataset/thumbnails.py</extracomment>
            <translation>{path} zu zeichnen</translation>
        </message>
        <message>
            <source>needs {missing}: {command}</source>
            <extracomment>curator_gui/app/document/catalogue.py</extracomment>
            <translation>braucht {missing}: {command}</translation>
        </message>
        <message>
            <source>works on {title}, but this pipeline has {domain} data</source>
            <extracomment>curator_gui/app/document/catalogue.py</extracomment>
            <translation>verarbeitet {title}, aber diese Pipeline hat Daten der Domäne {domain}</translation>
        </message>
        <message>
            <source>checking the pipeline</source>
            <extracomment>curator_gui/app/document/checking.py</extracomment>
            <translation>Prüfen der Pipeline</translation>
        </message>
        <message>
            <source>listing the source</source>
            <extracomment>curator_gui/app/document/checking.py</extracomment>
            <translation>Auflisten der Quelle</translation>
        </message>
        <message>
            <source>needs items of the domain {domain}</source>
            <extracomment>curator_gui/app/document/recipes.py</extracomment>
            <translation>braucht Elemente des Bereichs {domain}</translation>
        </message>
        <message>
            <source>any items</source>
            <extracomment>curator_gui/app/document/recipes.py</extracomment>
            <translation>beliebige Elemente</translation>
        </message>
        <message>
            <source>{names} are there</source>
            <extracomment>curator_gui/app/document/recipes.py</extracomment>
            <translation>{names} sind vorhanden</translation>
        </message>
        <message>
            <source>the data are not known yet</source>
            <extracomment>curator_gui/app/document/recipes.py</extracomment>
            <translation>die Daten sind noch nicht bekannt</translation>
        </message>
        <message>
            <source>{file}: cannot be written: {error}</source>
            <extracomment>curator_gui/app/document/recovery.py</extracomment>
            <translation>{file}: kann nicht geschrieben werden: {error}</translation>
        </message>
        <message>
            <source>{file}: cannot be removed: {error}</source>
            <extracomment>curator_gui/app/document/recovery.py</extracomment>
            <translation>{file}: kann nicht entfernt werden: {error}</translation>
        </message>
        <message>
            <source>{component} comes from a file of the component folder, which a script cannot import; install it as a package, or run the document instead</source>
            <extracomment>curator_gui/app/document/script.py</extracomment>
            <translation>{component} stammt aus einer Datei des Komponentenordners, die ein Skript nicht importieren kann; als Paket installieren oder stattdessen das Dokument ausführen</translation>
        </message>
        <message>
            <source>{description} It is saved as a document of its own: {path} stays as it is.</source>
            <extracomment>curator_gui/app/document/session.py</extracomment>
            <translation>{description} Gespeichert wird ein eigenes Dokument: {path} bleibt, wie es ist.</translation>
        </message>
        <message>
            <source>a new document needs a path to be saved to</source>
            <extracomment>curator_gui/app/document/session.py</extracomment>
            <translation>ein neues Dokument braucht einen Pfad, unter dem es gespeichert wird</translation>
        </message>
        <message>
            <source>{state} after {time}: {words}</source>
            <extracomment>curator_gui/app/monitor/log.py</extracomment>
            <translation>{state} nach {time}: {words}</translation>
        </message>
        <message>
            <source>worker {worker} started on {place}, process {pid}</source>
            <extracomment>curator_gui/app/monitor/log.py</extracomment>
            <translation>Worker {worker} gestartet auf {place}, Prozess {pid}</translation>
        </message>
        <message>
            <source>#{index} {status} in {step}: {error}</source>
            <extracomment>curator_gui/app/monitor/log.py</extracomment>
            <translation>#{index} {status} in {step}: {error}</translation>
        </message>
        <message>
            <source>{n} done</source>
            <extracomment>curator_gui/app/monitor/log.py</extracomment>
            <translation>{n} fertig</translation>
        </message>
        <message>
            <source>worker {worker} started, process {pid}</source>
            <extracomment>curator_gui/app/monitor/log.py</extracomment>
            <translation>Worker {worker} gestartet, Prozess {pid}</translation>
        </message>
        <message>
            <source>run {run_id}: {total} indices, {workers} workers</source>
            <extracomment>curator_gui/app/monitor/log.py</extracomment>
            <translation>Lauf {run_id}: {total} Indizes, {workers} Worker</translation>
        </message>
        <message>
            <source>pass {number} of {of}: {name} gathers from {n} items</source>
            <extracomment>curator_gui/app/monitor/log.py</extracomment>
            <translation>Durchgang {number} von {of}: {name} sammelt aus {n} Elementen</translation>
        </message>
        <message>
            <source>worker {worker}, process {pid}, ended: {reason}</source>
            <extracomment>curator_gui/app/monitor/log.py</extracomment>
            <translation>Worker {worker}, Prozess {pid}, beendet: {reason}</translation>
        </message>
        <message>
            <source>#{index} is tried again ({cause}): {message}</source>
            <extracomment>curator_gui/app/monitor/log.py</extracomment>
            <translation>#{index} wird wiederholt ({cause}): {message}</translation>
        </message>
        <message>
            <source>{n} failed</source>
            <extracomment>curator_gui/app/monitor/log.py</extracomment>
            <translation>{n} fehlgeschlagen</translation>
        </message>
        <message>
            <source>{n} skipped</source>
            <extracomment>curator_gui/app/monitor/log.py</extracomment>
            <translation>{n} übersprungen</translation>
        </message>
        <message>
            <source>{n} not run</source>
            <extracomment>curator_gui/app/monitor/log.py</extracomment>
            <translation>{n} nicht ausgeführt</translation>
        </message>
        <message>
            <source>looking at earlier runs</source>
            <extracomment>curator_gui/app/planning/known_costs.py</extracomment>
            <translation>Ansehen früherer Läufe</translation>
        </message>
        <message>
            <source>all cores</source>
            <extracomment>curator_gui/app/planning/option_presets.py</extracomment>
            <translation>alle Kerne</translation>
        </message>
        <message>
            <source>the plan cannot be made: {type}: {error}</source>
            <extracomment>curator_gui/app/planning/planner.py</extracomment>
            <translation>der Plan kann nicht gemacht werden: {type}: {error}</translation>
        </message>
        <message>
            <source>looking at the earlier run</source>
            <extracomment>curator_gui/app/planning/resume_offer.py</extracomment>
            <translation>den früheren Lauf ansehen</translation>
        </message>
        <message>
            <source>running the step “{current}” on index {index}</source>
            <extracomment>curator_gui/app/preview/controller.py</extracomment>
            <translation>Anwenden des Schritts „{current}“ auf Index {index}</translation>
        </message>
        <message>
            <source>reading it was stopped</source>
            <extracomment>curator_gui/app/preview/output.py</extracomment>
            <translation>das Lesen wurde abgebrochen</translation>
        </message>
        <message>
            <source>reading {path}</source>
            <extracomment>curator_gui/app/preview/output.py</extracomment>
            <translation>Lesen von {path}</translation>
        </message>
        <message>
            <source>{path} cannot be read: {errorstring}</source>
            <extracomment>curator_gui/app/preview/output.py</extracomment>
            <translation>{path} kann nicht gelesen werden: {errorstring}</translation>
        </message>
        <message>
            <source>drawing the picture</source>
            <extracomment>curator_gui/app/preview/pictures.py</extracomment>
            <translation>Zeichnen des Bildes</translation>
        </message>
        <message>
            <source>opening index {index}</source>
            <extracomment>curator_gui/app/preview/request.py</extracomment>
            <translation>Öffnen von Index {index}</translation>
        </message>
        <message>
            <source>the pipeline has no enabled source: a preview starts there</source>
            <extracomment>curator_gui/app/preview/request.py</extracomment>
            <translation>die Pipeline hat keine eingeschaltete Quelle: dort beginnt eine Vorschau</translation>
        </message>
        <message>
            <source>running the steps on index {index}</source>
            <extracomment>curator_gui/app/preview/scenes.py</extracomment>
            <translation>das Ausführen der Schritte an Index {index}</translation>
        </message>
        <message>
            <source>opening the film</source>
            <extracomment>curator_gui/app/preview/scenes.py</extracomment>
            <translation>das Öffnen des Films</translation>
        </message>
        <message>
            <source>looking at the data</source>
            <extracomment>curator_gui/app/preview/survey_calls.py</extracomment>
            <translation>Daten werden angesehen</translation>
        </message>
        <message>
            <source>looking at index {index}</source>
            <extracomment>curator_gui/app/preview/survey_calls.py</extracomment>
            <translation>Index {index} wird angesehen</translation>
        </message>
        <message>
            <source>looking at what the files hold</source>
            <extracomment>curator_gui/app/preview/survey_calls.py</extracomment>
            <translation>es wird angesehen, was die Dateien enthalten</translation>
        </message>
        <message>
            <source>status:{value}: there are {statuses}</source>
            <extracomment>curator_gui/app/results/order.py</extracomment>
            <translation>status:{value}: es gibt {statuses}</translation>
        </message>
        <message>
            <source>{name}: needs a number, not {value}</source>
            <extracomment>curator_gui/app/results/order.py</extracomment>
            <translation>{name}: braucht eine Zahl, nicht {value}</translation>
        </message>
        <message>
            <source>Parquet files need pyarrow, which is not installed; add it with: {command}</source>
            <extracomment>curator_gui/app/results/parquet_export.py</extracomment>
            <translation>Parquet-Dateien brauchen pyarrow, das nicht installiert ist; hinzufügen mit: {command}</translation>
        </message>
        <message>
            <source>{path} could not be written: {reason}; choose another place</source>
            <extracomment>curator_gui/app/results/table_export.py</extracomment>
            <translation>{path} konnte nicht geschrieben werden: {reason}; wählen Sie einen anderen Ort</translation>
        </message>
        <message>
            <source>{path} was given up</source>
            <extracomment>curator_gui/app/results/table_export.py</extracomment>
            <translation>{path} wurde aufgegeben</translation>
        </message>
        <message>
            <source>there is no run yet whose indices could be run again</source>
            <extracomment>curator_gui/app/run/controller.py</extracomment>
            <translation>es gibt noch keinen Lauf, dessen Indizes wiederholt werden könnten</translation>
        </message>
        <message>
            <source>a run is under way; an earlier one can be shown when it has ended</source>
            <extracomment>curator_gui/app/run/controller.py</extracomment>
            <translation>ein Lauf ist im Gang; ein früherer kann gezeigt werden, wenn er zu Ende ist</translation>
        </message>
        <message>
            <source>a run is under way; stop it before starting another</source>
            <extracomment>curator_gui/app/run/controller.py</extracomment>
            <translation>ein Lauf ist im Gang; stoppen Sie ihn, bevor Sie einen anderen starten</translation>
        </message>
        <message>
            <source>{step} was removed</source>
            <extracomment>curator_gui/app/run/pipeline_changes.py</extracomment>
            <translation>{step} wurde entfernt</translation>
        </message>
        <message>
            <source>{step} was added</source>
            <extracomment>curator_gui/app/run/pipeline_changes.py</extracomment>
            <translation>{step} wurde hinzugefügt</translation>
        </message>
        <message>
            <source>{step} is on now</source>
            <extracomment>curator_gui/app/run/pipeline_changes.py</extracomment>
            <translation>{step} ist jetzt an</translation>
        </message>
        <message>
            <source>{step} is off now</source>
            <extracomment>curator_gui/app/run/pipeline_changes.py</extracomment>
            <translation>{step} ist jetzt aus</translation>
        </message>
        <message>
            <source>{step}: {name} is {new}, it was {old}</source>
            <extracomment>curator_gui/app/run/pipeline_changes.py</extracomment>
            <translation>{step}: {name} ist {new}, es war {old}</translation>
        </message>
        <message>
            <source>not set</source>
            <extracomment>curator_gui/app/run/pipeline_changes.py</extracomment>
            <translation>nicht gesetzt</translation>
        </message>
        <message>
            <source>naming the items</source>
            <extracomment>curator_gui/app/run/recorded/item_names.py</extracomment>
            <translation>die Elemente benennen</translation>
        </message>
        <message>
            <source>this run was started by a script, so there is no pipeline document to run its indices again with; run the script again and let it resume the record</source>
            <extracomment>curator_gui/app/run/requests.py</extracomment>
            <translation>dieser Lauf wurde von einem Skript gestartet, deshalb gibt es kein Pipeline-Dokument, um seine Indizes zu wiederholen; führen Sie das Skript erneut aus und lassen Sie es die Aufzeichnung fortsetzen</translation>
        </message>
        <message>
            <source>the outputs of the earlier run are still being read; try again in a moment</source>
            <extracomment>curator_gui/app/run/requests.py</extracomment>
            <translation>die Ausgaben des früheren Laufs werden noch gelesen; versuchen Sie es gleich noch einmal</translation>
        </message>
        <message>
            <source>this run belongs to {name}; open that document to run its indices again</source>
            <extracomment>curator_gui/app/run/requests.py</extracomment>
            <translation>dieser Lauf gehört zu {name}; das Dokument öffnen, um seine Indizes noch einmal auszuführen</translation>
        </message>
        <message>
            <source>earlier run of {name}, {day}</source>
            <extracomment>curator_gui/app/run/shown.py</extracomment>
            <translation>früherer Lauf von {name}, {day}</translation>
        </message>
        <message>
            <source>run of {name}</source>
            <extracomment>curator_gui/app/run/shown.py</extracomment>
            <translation>Lauf von {name}</translation>
        </message>
        <message>
            <source>goes on without the window, since {day}</source>
            <extracomment>curator_gui/app/run/shown.py</extracomment>
            <translation>läuft ohne das Fenster weiter, seit {day}</translation>
        </message>
        <message>
            <source>last run, {day}</source>
            <extracomment>curator_gui/app/run/shown.py</extracomment>
            <translation>letzter Lauf, {day}</translation>
        </message>
        <message>
            <source>writing the data set</source>
            <extracomment>curator_gui/app/run/thread.py</extracomment>
            <translation>den Datensatz schreiben</translation>
        </message>
        <message>
            <source>{indices} chooses none of the {size} items</source>
            <extracomment>curator_gui/app/run/thread.py</extracomment>
            <translation>{indices} wählt keines der {size} Elemente</translation>
        </message>
        <message>
            <source>the data set was not written: {error}</source>
            <extracomment>curator_gui/app/run/thread.py</extracomment>
            <translation>der Datensatz wurde nicht geschrieben: {error}</translation>
        </message>
        <message>
            <source>Not run</source>
            <extracomment>curator_gui/app/runs/comparison.py</extracomment>
            <translation>Nicht ausgeführt</translation>
        </message>
        <message>
            <source>Written per second</source>
            <extracomment>curator_gui/app/runs/comparison.py</extracomment>
            <translation>Geschrieben pro Sekunde</translation>
        </message>
        <message>
            <source>Median per index</source>
            <extracomment>curator_gui/app/runs/comparison.py</extracomment>
            <translation>Median je Index</translation>
        </message>
        <message>
            <source>95 % take at most</source>
            <extracomment>curator_gui/app/runs/comparison.py</extracomment>
            <translation>95 % brauchen höchstens</translation>
        </message>
        <message>
            <source>Slowest index</source>
            <extracomment>curator_gui/app/runs/comparison.py</extracomment>
            <translation>Langsamster Index</translation>
        </message>
        <message>
            <source>Largest worker</source>
            <extracomment>curator_gui/app/runs/comparison.py</extracomment>
            <translation>Größter Worker</translation>
        </message>
        <message>
            <source>Run: {name}</source>
            <extracomment>curator_gui/app/runs/comparison.py</extracomment>
            <translation>Lauf: {name}</translation>
        </message>
        <message>
            <source>Version of {name}</source>
            <extracomment>curator_gui/app/runs/comparison.py</extracomment>
            <translation>Version von {name}</translation>
        </message>
        <message>
            <source>{record}: this run was started by a script and has no pipeline document to open; its results and its report can be shown</source>
            <extracomment>curator_gui/app/runs/recorded_document.py</extracomment>
            <translation>{record}: dieser Lauf wurde von einem Skript gestartet und hat kein Pipeline-Dokument; seine Ergebnisse und sein Bericht können gezeigt werden</translation>
        </message>
        <message>
            <source>{path}: the document of the run</source>
            <extracomment>curator_gui/app/runs/recorded_run.py</extracomment>
            <translation>{path}: das Dokument des Laufs</translation>
        </message>
        <message>
            <source>the preferred run option {name} is not used: {value} does not fit</source>
            <extracomment>curator_gui/app/settings/new_runs.py</extracomment>
            <translation>die bevorzugte Laufoption {name} wird nicht benutzt: {value} passt nicht</translation>
        </message>
        <message>
            <source>it holds no table of names and values</source>
            <extracomment>curator_gui/app/settings/preferences.py</extracomment>
            <translation>sie enthält keine Tabelle von Namen und Werten</translation>
        </message>
        <message>
            <source>{path}: damaged, defaults are used: {error}</source>
            <extracomment>curator_gui/app/settings/preferences.py</extracomment>
            <translation>{path}: beschädigt, es gelten die Vorgaben: {error}</translation>
        </message>
        <message>
            <source>{problem} (it could not be set aside: {error})</source>
            <extracomment>curator_gui/app/settings/preferences.py</extracomment>
            <translation>{problem} (sie ließ sich nicht beiseitelegen: {error})</translation>
        </message>
        <message>
            <source>{place}: its first line is no version</source>
            <extracomment>curator_gui/app/settings/updates.py</extracomment>
            <translation>{place}: Die erste Zeile ist keine Version</translation>
        </message>
        <message>
            <source>{gone} of {count} structures are left out</source>
            <extracomment>curator_gui/domains/atoms/curation/choosing.py</extracomment>
            <translation>{gone} von {count} Strukturen werden weggelassen</translation>
        </message>
        <message>
            <source>has {count} atoms; structures are compared up to {most}</source>
            <extracomment>curator_gui/domains/atoms/curation/fingerprints.py</extracomment>
            <translation>hat {count} Atome; Strukturen werden bis {most} verglichen</translation>
        </message>
        <message>
            <source>{get_chemical_formula} is periodic along a direction without cell vector</source>
            <extracomment>curator_gui/domains/atoms/curation/fingerprints.py</extracomment>
            <translation>{get_chemical_formula} ist entlang einer Richtung ohne Zellvektor periodisch</translation>
        </message>
        <message>
            <source>a coordinate is NaN or infinite</source>
            <extracomment>curator_gui/domains/atoms/curation/fingerprints.py</extracomment>
            <translation>eine Koordinate ist NaN oder unendlich</translation>
        </message>
        <message>
            <source>energies</source>
            <extracomment>curator_gui/domains/atoms/curation/outliers.py</extracomment>
            <translation>Energien</translation>
        </message>
        <message>
            <source>no structure has an energy</source>
            <extracomment>curator_gui/domains/atoms/curation/outliers.py</extracomment>
            <translation>keine Struktur hat eine Energie</translation>
        </message>
        <message>
            <source>too few structures for their elements: energies are not compared</source>
            <extracomment>curator_gui/domains/atoms/curation/outliers.py</extracomment>
            <translation>zu wenige Strukturen für ihre Elemente: Energien werden nicht verglichen</translation>
        </message>
        <message>
            <source>more than half of the {what} are the same: the deviation is that of all</source>
            <extracomment>curator_gui/domains/atoms/curation/outliers.py</extracomment>
            <translation>mehr als die Hälfte der Werte ({what}) ist gleich: die Abweichung ist die aller</translation>
        </message>
        <message>
            <source>left out of the comparison: an element that no training item has</source>
            <extracomment>curator_gui/domains/atoms/curation/outliers.py</extracomment>
            <translation>nicht verglichen: ein chemisches Element, das kein Trainingselement hat</translation>
        </message>
        <message>
            <source>forces</source>
            <extracomment>curator_gui/domains/atoms/curation/outliers.py</extracomment>
            <translation>Kräfte</translation>
        </message>
        <message>
            <source>there is no property {name} to turn</source>
            <extracomment>curator_gui/domains/atoms/curation/rotations.py</extracomment>
            <translation>es gibt keine Eigenschaft {name} zum Drehen</translation>
        </message>
        <message>
            <source>a property that may have a direction stays as it is: {name}</source>
            <extracomment>curator_gui/domains/atoms/curation/rotations.py</extracomment>
            <translation>eine Eigenschaft, die eine Richtung haben kann, bleibt, wie sie ist: {name}</translation>
        </message>
        <message>
            <source>property {name} has neither 3, 6 nor 9 numbers to turn</source>
            <extracomment>curator_gui/domains/atoms/curation/rotations.py</extracomment>
            <translation>die Eigenschaft {name} hat weder 3, 6 noch 9 Zahlen zum Drehen</translation>
        </message>
        <message>
            <source>{unit} is no unit of a {kind}</source>
            <extracomment>curator_gui/domains/atoms/curation/stresses.py</extracomment>
            <translation>{unit} ist keine Einheit für {kind}</translation>
        </message>
        <message>
            <source>property {name} has {count} numbers, but the order {order} has {wanted}</source>
            <extracomment>curator_gui/domains/atoms/curation/stresses.py</extracomment>
            <translation>die Eigenschaft {name} hat {count} Zahlen, aber die Reihenfolge {order} hat {wanted}</translation>
        </message>
        <message>
            <source>{formula} has no cell whose volume would turn a {kind} into a {other}</source>
            <extracomment>curator_gui/domains/atoms/curation/stresses.py</extracomment>
            <translation>{formula} hat keine Zelle, deren Volumen aus {kind} {other} machte</translation>
        </message>
        <message>
            <source>stress is ASE's own name: give another for this convention</source>
            <extracomment>curator_gui/domains/atoms/curation/stresses.py</extracomment>
            <translation>stress ist der eigene Name von ASE: für diese Konvention einen anderen angeben</translation>
        </message>
        <message>
            <source>is damaged: {name} promises {n} bytes and holds {m}</source>
            <extracomment>curator_gui/domains/atoms/errors.py</extracomment>
            <translation>ist beschädigt: {name} verspricht {n} Bytes und enthält {m}</translation>
        </message>
        <message>
            <source>property {name} is {value}, not a number in some unit</source>
            <extracomment>curator_gui/domains/atoms/filters/convert_units.py</extracomment>
            <translation>die Eigenschaft {name} ist {value}, keine Zahl in einer Einheit</translation>
        </message>
        <message>
            <source>has none of {names}</source>
            <extracomment>curator_gui/domains/atoms/filters/convert_units.py</extracomment>
            <translation>hat keines von {names}</translation>
        </message>
        <message>
            <source>{to_unit} is no unit of {quantity}; there are {quantities}</source>
            <extracomment>curator_gui/domains/atoms/filters/convert_units.py</extracomment>
            <translation>{to_unit} ist keine Einheit für {quantity}; es gibt {quantities}</translation>
        </message>
        <message>
            <source>both units are {unit}</source>
            <extracomment>curator_gui/domains/atoms/filters/convert_units.py</extracomment>
            <translation>beide Einheiten sind {unit}</translation>
        </message>
        <message>
            <source>a structure without atoms has no energy per atom</source>
            <extracomment>curator_gui/domains/atoms/filters/energies.py</extracomment>
            <translation>eine Struktur ohne Atome hat keine Energie je Atom</translation>
        </message>
        <message>
            <source>no structure has the energy {name}</source>
            <extracomment>curator_gui/domains/atoms/filters/energies.py</extracomment>
            <translation>keine Struktur hat die Energie {name}</translation>
        </message>
        <message>
            <source>{get_chemical_formula}: there is no reference energy for {absent}; there are {table}</source>
            <extracomment>curator_gui/domains/atoms/filters/energies.py</extracomment>
            <translation>{get_chemical_formula}: für {absent} gibt es keine Bezugsenergie; es gibt {table}</translation>
        </message>
        <message>
            <source>{path} cannot be read: {os_reason}</source>
            <extracomment>curator_gui/domains/atoms/filters/energies.py</extracomment>
            <translation>{path} kann nicht gelesen werden: {os_reason}</translation>
        </message>
        <message>
            <source>{path} has no table {reference_key}: it needs to be written by the statistics filter from structures with energies</source>
            <extracomment>curator_gui/domains/atoms/filters/energies.py</extracomment>
            <translation>{path} hat keine Tabelle {reference_key}: sie muss vom Statistikfilter aus Strukturen mit Energien geschrieben sein</translation>
        </message>
        <message>
            <source>{name} is NaN or infinite and does not count</source>
            <extracomment>curator_gui/domains/atoms/filters/energies.py</extracomment>
            <translation>{name} ist NaN oder unendlich und zählt nicht</translation>
        </message>
        <message>
            <source>{n} structures have no energy and do not count</source>
            <extracomment>curator_gui/domains/atoms/filters/energies.py</extracomment>
            <translation>{n} Strukturen haben keine Energie und zählen nicht</translation>
        </message>
        <message>
            <source>the compositions do not determine the energies of all {n} elements: the smallest solution was taken</source>
            <extracomment>curator_gui/domains/atoms/filters/energies.py</extracomment>
            <translation>die Zusammensetzungen bestimmen die Energien der {n} chemischen Elemente nicht: die kleinste Lösung wurde genommen</translation>
        </message>
        <message>
            <source>the references of its elements add up to 0</source>
            <extracomment>curator_gui/domains/atoms/filters/energies.py</extracomment>
            <translation>die Bezugswerte seiner Elemente ergeben zusammen 0</translation>
        </message>
        <message>
            <source>give either this table or a statistics file</source>
            <extracomment>curator_gui/domains/atoms/filters/energies.py</extracomment>
            <translation>geben Sie entweder diese Tabelle oder eine Statistikdatei an</translation>
        </message>
        <message>
            <source>{part} cannot be read: {os_reason}</source>
            <extracomment>curator_gui/domains/atoms/filters/gathering.py</extracomment>
            <translation>{part} kann nicht gelesen werden: {os_reason}</translation>
        </message>
        <message>
            <source>{part} is no file of records: {error}</source>
            <extracomment>curator_gui/domains/atoms/filters/gathering.py</extracomment>
            <translation>{part} ist keine Datei mit Datensätzen: {error}</translation>
        </message>
        <message>
            <source>{get_chemical_formula} is periodic: a new cell would make another material of it; use vacuum for molecules only</source>
            <extracomment>curator_gui/domains/atoms/filters/geometry.py</extracomment>
            <translation>{get_chemical_formula} ist periodisch: eine neue Zelle machte ein anderes Material daraus; vacuum nur für Moleküle verwenden</translation>
        </message>
        <message>
            <source>{get_chemical_formula} has no cell to be centred in; set vacuum</source>
            <extracomment>curator_gui/domains/atoms/filters/geometry.py</extracomment>
            <translation>{get_chemical_formula} hat keine Zelle, in der es zentriert werden könnte; vacuum setzen</translation>
        </message>
        <message>
            <source>is not periodic</source>
            <extracomment>curator_gui/domains/atoms/filters/geometry.py</extracomment>
            <translation>ist nicht periodisch</translation>
        </message>
        <message>
            <source>all atoms are in the cell</source>
            <extracomment>curator_gui/domains/atoms/filters/geometry.py</extracomment>
            <translation>alle Atome sind in der Zelle</translation>
        </message>
        <message>
            <source>has no atoms</source>
            <extracomment>curator_gui/domains/atoms/filters/geometry.py</extracomment>
            <translation>hat keine Atome</translation>
        </message>
        <message>
            <source>is centered already</source>
            <extracomment>curator_gui/domains/atoms/filters/geometry.py</extracomment>
            <translation>ist schon zentriert</translation>
        </message>
        <message>
            <source>has no property {wanted} for the table</source>
            <extracomment>curator_gui/domains/atoms/filters/information.py</extracomment>
            <translation>hat keine Eigenschaft {wanted} für die Tabelle</translation>
        </message>
        <message>
            <source>{longer} is not one number or text and leaves its field of the table empty</source>
            <extracomment>curator_gui/domains/atoms/filters/information.py</extracomment>
            <translation>{longer} ist nicht eine Zahl oder ein Text und lässt sein Feld in der Tabelle leer</translation>
        </message>
        <message>
            <source>has no property that would be dropped</source>
            <extracomment>curator_gui/domains/atoms/filters/properties.py</extracomment>
            <translation>hat keine Eigenschaft, die wegfiele</translation>
        </message>
        <message>
            <source>there is a property {new} already: drop or rename it</source>
            <extracomment>curator_gui/domains/atoms/filters/properties.py</extracomment>
            <translation>es gibt schon eine Eigenschaft {new}: weglassen oder umbenennen</translation>
        </message>
        <message>
            <source>two properties would be called {twice}</source>
            <extracomment>curator_gui/domains/atoms/filters/properties.py</extracomment>
            <translation>zwei Eigenschaften hießen {twice}</translation>
        </message>
        <message>
            <source>{fixed} cannot be renamed or taken as a name</source>
            <extracomment>curator_gui/domains/atoms/filters/properties.py</extracomment>
            <translation>{fixed} kann weder umbenannt noch als Name benutzt werden</translation>
        </message>
        <message>
            <source>property {name}</source>
            <extracomment>curator_gui/domains/atoms/filters/scaling.py</extracomment>
            <translation>Eigenschaft {name}</translation>
        </message>
        <message>
            <source>property {name} holds no numbers</source>
            <extracomment>curator_gui/domains/atoms/filters/scaling.py</extracomment>
            <translation>Eigenschaft {name} enthält keine Zahlen</translation>
        </message>
        <message>
            <source>property {name} has {n} components here and {n2} in other structures</source>
            <extracomment>curator_gui/domains/atoms/filters/scaling.py</extracomment>
            <translation>Eigenschaft {name} hat hier {n} Komponenten und in anderen Strukturen {n2}</translation>
        </message>
        <message>
            <source>properties: name at least one</source>
            <extracomment>curator_gui/domains/atoms/filters/scaling.py</extracomment>
            <translation>properties: mindestens eine nennen</translation>
        </message>
        <message>
            <source>property {name} has {n} components; the constants are of {known}</source>
            <extracomment>curator_gui/domains/atoms/filters/scaling.py</extracomment>
            <translation>Eigenschaft {name} hat {n} Komponenten; die Konstanten sind für {known}</translation>
        </message>
        <message>
            <source>a structure without atoms has no {name} per atom</source>
            <extracomment>curator_gui/domains/atoms/filters/scaling.py</extracomment>
            <translation>eine Struktur ohne Atome hat kein {name} je Atom</translation>
        </message>
        <message>
            <source>has none of the properties</source>
            <extracomment>curator_gui/domains/atoms/filters/scaling.py</extracomment>
            <translation>hat keine der Eigenschaften</translation>
        </message>
        <message>
            <source>there are no constants for property {name}</source>
            <extracomment>curator_gui/domains/atoms/filters/scaling.py</extracomment>
            <translation>es gibt keine Konstanten für Eigenschaft {name}</translation>
        </message>
        <message>
            <source>property {name} holds no numbers and stays as it is</source>
            <extracomment>curator_gui/domains/atoms/filters/scaling.py</extracomment>
            <translation>Eigenschaft {name} enthält keine Zahlen und bleibt, wie sie ist</translation>
        </message>
        <message>
            <source>{param}: {symbol} is no chemical symbol; write for example Fe</source>
            <extracomment>curator_gui/domains/atoms/filters/select_structures.py</extracomment>
            <translation>{param}: {symbol} ist kein Elementsymbol; schreiben Sie zum Beispiel Fe</translation>
        </message>
        <message>
            <source>left out because a force is NaN or infinite</source>
            <extracomment>curator_gui/domains/atoms/filters/select_structures.py</extracomment>
            <translation>ausgelassen, weil eine Kraft NaN oder unendlich ist</translation>
        </message>
        <message>
            <source>{max_atoms} is less than min_atoms, {min_atoms}</source>
            <extracomment>curator_gui/domains/atoms/filters/select_structures.py</extracomment>
            <translation>{max_atoms} ist kleiner als min_atoms, {min_atoms}</translation>
        </message>
        <message>
            <source>no condition is set</source>
            <extracomment>curator_gui/domains/atoms/filters/select_structures.py</extracomment>
            <translation>keine Bedingung ist gesetzt</translation>
        </message>
        <message>
            <source>has neither {energy} nor {forces}: only its atoms count</source>
            <extracomment>curator_gui/domains/atoms/filters/statistics.py</extracomment>
            <translation>hat weder {energy} noch {forces}: nur seine Atome zählen</translation>
        </message>
        <message>
            <source>{get_chemical_formula} is periodic along {value} and cannot be repeated {repeat} times</source>
            <extracomment>curator_gui/domains/atoms/filters/supercell.py</extracomment>
            <translation>{get_chemical_formula} ist entlang {value} periodisch und kann nicht {repeat}-mal wiederholt werden</translation>
        </message>
        <message>
            <source>the constraints {kinds} cannot be repeated with the cell</source>
            <extracomment>curator_gui/domains/atoms/filters/supercell.py</extracomment>
            <translation>die Bindungen {kinds} lassen sich nicht mit der Zelle wiederholen</translation>
        </message>
        <message>
            <source>property {name} is {value}, not a number that grows with the structure</source>
            <extracomment>curator_gui/domains/atoms/filters/supercell.py</extracomment>
            <translation>die Eigenschaft {name} ist {value}, keine Zahl, die mit der Struktur wächst</translation>
        </message>
        <message>
            <source>{kept} is still that of one cell: name it as extensive, or drop it</source>
            <extracomment>curator_gui/domains/atoms/filters/supercell.py</extracomment>
            <translation>{kept} ist noch das einer Zelle: als extensiv nennen oder weglassen</translation>
        </message>
        <message>
            <source>{dropped} has no meaning here and is left out</source>
            <extracomment>curator_gui/domains/atoms/filters/supercell.py</extracomment>
            <translation>{dropped} hat hier keine Bedeutung und ist ausgelassen</translation>
        </message>
        <message>
            <source>1 x 1 x 1 cells are the structure itself</source>
            <extracomment>curator_gui/domains/atoms/filters/supercell.py</extracomment>
            <translation>1 x 1 x 1 Zellen sind die Struktur selbst</translation>
        </message>
        <message>
            <source>needs three numbers of at least 1, not {repeat}</source>
            <extracomment>curator_gui/domains/atoms/filters/supercell.py</extracomment>
            <translation>braucht drei Zahlen ab 1, nicht {repeat}</translation>
        </message>
        <message>
            <source>the columns {name} and {other} of extended XYZ would both be called {part}: rename one</source>
            <extracomment>curator_gui/domains/atoms/formats/extxyz.py</extracomment>
            <translation>die Spalten {name} und {other} hießen in Extended XYZ beide {part}: eine umbenennen</translation>
        </message>
        <message>
            <source>{both} is both a result and another property, and a file has only one place for it: rename or drop one</source>
            <extracomment>curator_gui/domains/atoms/formats/extxyz.py</extracomment>
            <translation>{both} ist sowohl ein Ergebnis als auch eine andere Eigenschaft, und eine Datei hat nur einen Platz dafür: eine davon umbenennen oder weglassen</translation>
        </message>
        <message>
            <source>extended XYZ cannot hold the column {name} of shape {shape} and type {dtype}</source>
            <extracomment>curator_gui/domains/atoms/formats/extxyz.py</extracomment>
            <translation>Extended XYZ kann die Spalte {name} mit Form {shape} und Typ {dtype} nicht aufnehmen</translation>
        </message>
        <message>
            <source>extended XYZ cannot hold the column {name}: a text in it is empty or has a space</source>
            <extracomment>curator_gui/domains/atoms/formats/extxyz.py</extracomment>
            <translation>Extended XYZ kann die Spalte {name} nicht aufnehmen: ein Text darin ist leer oder hat ein Leerzeichen</translation>
        </message>
        <message>
            <source>{name} cannot be the name of a column in extended XYZ: rename it</source>
            <extracomment>curator_gui/domains/atoms/formats/extxyz.py</extracomment>
            <translation>{name} kann in Extended XYZ keine Spalte heißen: umbenennen</translation>
        </message>
        <message>
            <source>extended XYZ cannot hold the column {name}: not everything in it is text ({error})</source>
            <extracomment>curator_gui/domains/atoms/formats/extxyz.py</extracomment>
            <translation>Extended XYZ kann die Spalte {name} nicht aufnehmen: nicht alles darin ist Text ({error})</translation>
        </message>
        <message>
            <source>extended XYZ cannot hold the constraint {type}; only FixAtoms and FixCartesian</source>
            <extracomment>curator_gui/domains/atoms/formats/extxyz.py</extracomment>
            <translation>Extended XYZ kann die Bindung {type} nicht aufnehmen; nur FixAtoms und FixCartesian</translation>
        </message>
        <message>
            <source>the column charge reads back as the result charges</source>
            <extracomment>curator_gui/domains/atoms/formats/extxyz.py</extracomment>
            <translation>die Spalte charge wird als das Ergebnis charges gelesen</translation>
        </message>
        <message>
            <source>the column {name} of shape (n, 1) reads back as (n,)</source>
            <extracomment>curator_gui/domains/atoms/formats/extxyz.py</extracomment>
            <translation>die Spalte {name} der Form (n, 1) wird als (n,) gelesen</translation>
        </message>
        <message>
            <source>the logical column {name} has {cell}; it needs T or F</source>
            <extracomment>curator_gui/domains/atoms/formats/extxyz_parsing.py</extracomment>
            <translation>die logische Spalte {name} hat {cell}; nötig ist T oder F</translation>
        </message>
        <message>
            <source>{key} cannot be a key in extended XYZ: rename it</source>
            <extracomment>curator_gui/domains/atoms/formats/key_values.py</extracomment>
            <translation>{key} kann in Extended XYZ kein Schlüssel sein: umbenennen</translation>
        </message>
        <message>
            <source>{key} is a key of the format itself: rename the property</source>
            <extracomment>curator_gui/domains/atoms/formats/key_values.py</extracomment>
            <translation>{key} ist ein Schlüssel des Formats selbst: die Eigenschaft umbenennen</translation>
        </message>
        <message>
            <source>{key} is a number, but extended XYZ has it as text</source>
            <extracomment>curator_gui/domains/atoms/formats/key_values.py</extracomment>
            <translation>{key} ist eine Zahl, in Extended XYZ aber Text</translation>
        </message>
        <message>
            <source>extended XYZ cannot hold {key}: {error}</source>
            <extracomment>curator_gui/domains/atoms/formats/key_values.py</extracomment>
            <translation>Extended XYZ kann {key} nicht aufnehmen: {error}</translation>
        </message>
        <message>
            <source>readers take it as it stands, so only a text in one line will do: rename it</source>
            <extracomment>curator_gui/domains/atoms/formats/key_values.py</extracomment>
            <translation>Leser nehmen es, wie es dasteht, darum geht nur ein Text in einer Zeile: umbenennen</translation>
        </message>
        <message>
            <source>{key} has shape {shape}, of which extended XYZ keeps (0,)</source>
            <extracomment>curator_gui/domains/atoms/formats/key_values.py</extracomment>
            <translation>{key} hat die Form {shape}, von der Extended XYZ (0,) behält</translation>
        </message>
        <message>
            <source>it has shape {shape}, but needs 6 or 9 numbers</source>
            <extracomment>curator_gui/domains/atoms/formats/key_values.py</extracomment>
            <translation>es hat die Form {shape}, braucht aber 6 oder 9 Zahlen</translation>
        </message>
        <message>
            <source>{key} needs 9 numbers</source>
            <extracomment>curator_gui/domains/atoms/formats/key_values.py</extracomment>
            <translation>{key} braucht 9 Zahlen</translation>
        </message>
        <message>
            <source>{key} is not set (None) and left out</source>
            <extracomment>curator_gui/domains/atoms/formats/key_values.py</extracomment>
            <translation>{key} ist nicht gesetzt (None) und ausgelassen</translation>
        </message>
        <message>
            <source>not everything in the per-atom property {name} is text</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>nicht alles in der Eigenschaft {name} je Atom ist Text</translation>
        </message>
        <message>
            <source>is no ASE database: it has no key 'nextid'</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>ist keine ASE-Datenbank: es fehlt der Schlüssel 'nextid'</translation>
        </message>
        <message>
            <source>is damaged: it promises {n} rows and has {entries}</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>ist beschädigt: sie verspricht {n} Zeilen und hat {entries}</translation>
        </message>
        <message>
            <source>has no row {row}</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>hat keine Zeile {row}</translation>
        </message>
        <message>
            <source>a row of a database cannot hold a property: {error}</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>eine Zeile der Datenbank kann eine Eigenschaft nicht aufnehmen: {error}</translation>
        </message>
        <message>
            <source>names of properties that are no text become text</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>Namen von Eigenschaften, die kein Text sind, werden Text</translation>
        </message>
        <message>
            <source>'arrays' is where own per-atom properties go: rename that entry</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>unter 'arrays' stehen eigene Eigenschaften je Atom: diesen Eintrag umbenennen</translation>
        </message>
        <message>
            <source>is damaged or no structure: {error}</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>ist beschädigt oder keine Struktur: {error}</translation>
        </message>
        <message>
            <source>cannot be opened as LMDB: {reason}</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>kann nicht als LMDB geöffnet werden: {reason}</translation>
        </message>
        <message>
            <source>is cut off: {size} bytes of at least {needed}</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>ist abgeschnitten: {size} Bytes von mindestens {needed}</translation>
        </message>
        <message>
            <source>is damaged: {error}</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>ist beschädigt: {error}</translation>
        </message>
        <message>
            <source>is damaged: its key {key}: {error}</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>ist beschädigt: sein Schlüssel {key}: {error}</translation>
        </message>
        <message>
            <source>{path} was not written by this sink: choose another name</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>{path} stammt nicht von dieser Senke: wählen Sie einen anderen Namen</translation>
        </message>
        <message>
            <source>the date {obj} could not be read back: write it as text</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb.py</extracomment>
            <translation>das Datum {obj} könnte nicht zurückgelesen werden: als Text schreiben</translation>
        </message>
        <message>
            <source>{path} was not written: databases of others are beside it</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb_sizes.py</extracomment>
            <translation>{path} wurde nicht geschrieben: Datenbanken von anderen liegen daneben</translation>
        </message>
        <message>
            <source>{path} is somebody else's and was left as it is</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb_sizes.py</extracomment>
            <translation>{path} gehört jemand anderem und blieb, wie es ist</translation>
        </message>
        <message>
            <source>has a row without atoms: {row}</source>
            <extracomment>curator_gui/domains/atoms/formats/lmdb_sizes.py</extracomment>
            <translation>hat eine Zeile ohne Atome: {row}</translation>
        </message>
        <message>
            <source>has both {name} and {target}, and MACE reads only one: drop one of them</source>
            <extracomment>curator_gui/domains/atoms/formats/mace_labels.py</extracomment>
            <translation>hat sowohl {name} als auch {target}, und MACE liest nur eines: Lassen Sie eines davon weg</translation>
        </message>
        <message>
            <source>has no energy, so MACE learns nothing from it</source>
            <extracomment>curator_gui/domains/atoms/formats/mace_labels.py</extracomment>
            <translation>hat keine Energie, also lernt MACE nichts daraus</translation>
        </message>
        <message>
            <source>is of none of the known layouts; its arrays are {names}</source>
            <extracomment>curator_gui/domains/atoms/formats/molecule_archives.py</extracomment>
            <translation>hat keine der bekannten Anordnungen; die Arrays darin: {names}</translation>
        </message>
        <message>
            <source>{name} has shape {shape}, not (structures, atoms, 3)</source>
            <extracomment>curator_gui/domains/atoms/formats/molecule_archives.py</extracomment>
            <translation>{name} hat die Form {shape}, nicht (Strukturen, Atome, 3)</translation>
        </message>
        <message>
            <source>its unit {unit} is not known; say which unit it is</source>
            <extracomment>curator_gui/domains/atoms/formats/molecule_archives.py</extracomment>
            <translation>die Einheit {unit} darin ist nicht bekannt; geben Sie an, welche Einheit es ist</translation>
        </message>
        <message>
            <source>{name} has shape {shape} or NaN, not 3 numbers for each of {atoms} atoms</source>
            <extracomment>curator_gui/domains/atoms/formats/molecule_archives.py</extracomment>
            <translation>{name} hat die Form {shape} oder NaN, nicht 3 Zahlen für jedes von {atoms} Atomen</translation>
        </message>
        <message>
            <source>cannot be read: {words}</source>
            <extracomment>curator_gui/domains/atoms/formats/molecule_archives.py</extracomment>
            <translation>lässt sich nicht lesen: {words}</translation>
        </message>
        <message>
            <source>{name} holds no elements</source>
            <extracomment>curator_gui/domains/atoms/formats/molecule_archives.py</extracomment>
            <translation>{name} enthält keine Elemente des Periodensystems</translation>
        </message>
        <message>
            <source>{name} has {count} entries, but there are {structures} structures</source>
            <extracomment>curator_gui/domains/atoms/formats/molecule_archives.py</extracomment>
            <translation>{name} hat {count} Einträge, aber es gibt {structures} Strukturen</translation>
        </message>
        <message>
            <source>results that are NaN are left out: {names}</source>
            <extracomment>curator_gui/domains/atoms/formats/molecule_archives.py</extracomment>
            <translation>Ergebnisse, die NaN sind, werden weggelassen: {names}</translation>
        </message>
        <message>
            <source>has no array {name}; it has {names}</source>
            <extracomment>curator_gui/domains/atoms/formats/molecule_archives.py</extracomment>
            <translation>hat kein Array {name}; vorhanden: {names}</translation>
        </message>
        <message>
            <source>arrays of the archive that are left out: {names}</source>
            <extracomment>curator_gui/domains/atoms/formats/molecule_archives.py</extracomment>
            <translation>Arrays des Archivs, die weggelassen werden: {names}</translation>
        </message>
        <message>
            <source>{name} has {count} numbers for a structure, not one</source>
            <extracomment>curator_gui/domains/atoms/formats/molecule_archives.py</extracomment>
            <translation>{name} hat {count} Zahlen für eine Struktur, nicht eine</translation>
        </message>
        <message>
            <source>{partition} is both a result and another property, and the store has only one place for it: rename or drop one</source>
            <extracomment>curator_gui/domains/atoms/formats/packing.py</extracomment>
            <translation>{partition} ist sowohl ein Ergebnis als auch eine andere Eigenschaft, und der Speicher hat nur einen Platz dafür: eine davon umbenennen oder weglassen</translation>
        </message>
        <message>
            <source>the per-atom property {name} is {kind}</source>
            <extracomment>curator_gui/domains/atoms/formats/packing.py</extracomment>
            <translation>die Eigenschaft {name} je Atom ist {kind}</translation>
        </message>
        <message>
            <source>property {partition} has type {dtype}, which not every store and machine has: convert it</source>
            <extracomment>curator_gui/domains/atoms/formats/packing.py</extracomment>
            <translation>die Eigenschaft {partition} hat den Typ {dtype}, den nicht jeder Speicher und Rechner hat: umwandeln</translation>
        </message>
        <message>
            <source>property {partition} is no data: {error}</source>
            <extracomment>curator_gui/domains/atoms/formats/packing.py</extracomment>
            <translation>die Eigenschaft {partition} sind keine Daten: {error}</translation>
        </message>
        <message>
            <source>the per-atom property {name} has different shapes or types in different structures: rename or drop it</source>
            <extracomment>curator_gui/domains/atoms/formats/ragged_columns.py</extracomment>
            <translation>die Eigenschaft {name} je Atom hat in verschiedenen Strukturen verschiedene Formen oder Typen: umbenennen oder weglassen</translation>
        </message>
        <message>
            <source>{path}: the data of index {index} are damaged</source>
            <extracomment>curator_gui/domains/atoms/formats/staging.py</extracomment>
            <translation>{path}: die Daten von Index {index} sind beschädigt</translation>
        </message>
        <message>
            <source>{name} has keys that are no text and become text (JSON)</source>
            <extracomment>curator_gui/domains/atoms/formats/values.py</extracomment>
            <translation>{name} hat Schlüssel, die kein Text sind und Text werden (JSON)</translation>
        </message>
        <message>
            <source>{kind} is no type of data sets</source>
            <extracomment>curator_gui/domains/atoms/formats/values.py</extracomment>
            <translation>{kind} ist keine Art von Datensätzen</translation>
        </message>
        <message>
            <source>{kind} is neither number, text nor list</source>
            <extracomment>curator_gui/domains/atoms/formats/values.py</extracomment>
            <translation>{kind} ist weder Zahl, Text noch Liste</translation>
        </message>
        <message>
            <source>the structure has no atoms: there is nothing to draw</source>
            <extracomment>curator_gui/domains/atoms/inspection/describe.py</extracomment>
            <translation>die Struktur hat keine Atome: es gibt nichts zu zeichnen</translation>
        </message>
        <message>
            <source>{path} holds no structures</source>
            <extracomment>curator_gui/domains/atoms/inspection/outputs.py</extracomment>
            <translation>{path} enthält keine Strukturen</translation>
        </message>
        <message>
            <source>{path} is larger than {limit}, too large to be read for a preview</source>
            <extracomment>curator_gui/domains/atoms/inspection/outputs.py</extracomment>
            <translation>{path} ist größer als {limit}, zu groß, um für eine Vorschau gelesen zu werden</translation>
        </message>
        <message>
            <source>the source does not tell which item this is</source>
            <extracomment>curator_gui/domains/atoms/origin.py</extracomment>
            <translation>die Quelle sagt nicht, welches Element dies ist</translation>
        </message>
        <message>
            <source>property {name} is {value}, not one number</source>
            <extracomment>curator_gui/domains/atoms/properties.py</extracomment>
            <translation>die Eigenschaft {name} ist {value}, nicht eine Zahl</translation>
        </message>
        <message>
            <source>property {name} has shape {shape} and type {dtype}, but forces on {n} atoms need ({n2}, 3) numbers</source>
            <extracomment>curator_gui/domains/atoms/properties.py</extracomment>
            <translation>die Eigenschaft {name} hat Form {shape} und Typ {dtype}, aber Kräfte auf {n} Atome brauchen ({n2}, 3) Zahlen</translation>
        </message>
        <message>
            <source>{name} is the geometry itself, not a property</source>
            <extracomment>curator_gui/domains/atoms/properties.py</extracomment>
            <translation>{name} ist die Geometrie selbst, keine Eigenschaft</translation>
        </message>
        <message>
            <source>{name} has shape {shape}, but there are {n} atoms</source>
            <extracomment>curator_gui/domains/atoms/properties.py</extracomment>
            <translation>{name} hat die Form {shape}, aber es gibt {n} Atome</translation>
        </message>
        <message>
            <source>stress has {size} values; it needs 6 (Voigt) or 9</source>
            <extracomment>curator_gui/domains/atoms/properties.py</extracomment>
            <translation>stress hat {size} Werte; nötig sind 6 (Voigt) oder 9</translation>
        </message>
        <message>
            <source>{formula} has a virial {name}, but no cell whose volume would make a stress of it</source>
            <extracomment>curator_gui/domains/atoms/properties.py</extracomment>
            <translation>{formula} hat ein Virial {name}, aber keine Zelle, deren Volumen eine Spannung daraus machte</translation>
        </message>
        <message>
            <source>cannot store {results} as results: {error}</source>
            <extracomment>curator_gui/domains/atoms/properties.py</extracomment>
            <translation>{results} lassen sich nicht als Ergebnisse ablegen: {error}</translation>
        </message>
        <message>
            <source>{name} is {value}, which is no number</source>
            <extracomment>curator_gui/domains/atoms/properties.py</extracomment>
            <translation>{name} ist {value}, also keine Zahl</translation>
        </message>
        <message>
            <source>{name} has {size} values, but a structure has one</source>
            <extracomment>curator_gui/domains/atoms/properties.py</extracomment>
            <translation>{name} hat {size} Werte, aber eine Struktur hat einen</translation>
        </message>
        <message>
            <source>replaces {present}, which was there</source>
            <extracomment>curator_gui/domains/atoms/properties.py</extracomment>
            <translation>ersetzt {present}, das da war</translation>
        </message>
        <message>
            <source>the origin of the cell is not (0, 0, 0) and is not kept</source>
            <extracomment>curator_gui/domains/atoms/properties.py</extracomment>
            <translation>der Ursprung der Zelle ist nicht (0, 0, 0) und bleibt nicht erhalten</translation>
        </message>
        <message>
            <source>there is no property {name}, which was named</source>
            <extracomment>curator_gui/domains/atoms/properties.py</extracomment>
            <translation>es gibt keine Eigenschaft {name}, die genannt war</translation>
        </message>
        <message>
            <source>the name asks for {time}, but the structure has no property 'time'</source>
            <extracomment>curator_gui/domains/atoms/sinks/extxyz.py</extracomment>
            <translation>der Name verlangt {time}, aber die Struktur hat keine Eigenschaft 'time'</translation>
        </message>
        <message>
            <source>needs at least 1</source>
            <extracomment>curator_gui/domains/atoms/sinks/lmdb.py</extracomment>
            <translation>braucht mindestens 1</translation>
        </message>
        <message>
            <source>{path} was not written by this sink: choose another name or folder</source>
            <extracomment>curator_gui/domains/atoms/sinks/lmdb.py</extracomment>
            <translation>{path} stammt nicht von dieser Senke: wählen Sie einen anderen Namen oder Ordner</translation>
        </message>
        <message>
            <source>{name} cannot be the name of a property in an NPZ file: rename it</source>
            <extracomment>curator_gui/domains/atoms/sinks/npz.py</extracomment>
            <translation>{name} kann in einer NPZ-Datei kein Name einer Eigenschaft sein: umbenennen</translation>
        </message>
        <message>
            <source>{path} cannot be read: {words}</source>
            <extracomment>curator_gui/domains/atoms/sinks/npz.py</extracomment>
            <translation>{path} kann nicht gelesen werden: {words}</translation>
        </message>
        <message>
            <source>{path} was not written by this sink, or was changed since: choose another name, or move it away</source>
            <extracomment>curator_gui/domains/atoms/sinks/one_xyz.py</extracomment>
            <translation>{path} wurde nicht von dieser Senke geschrieben oder seitdem geändert: einen anderen Namen wählen oder es beiseitelegen</translation>
        </message>
        <message>
            <source>{path} has other contents: choose a new name, such as data.zarr</source>
            <extracomment>curator_gui/domains/atoms/sinks/zarr.py</extracomment>
            <translation>{path} hat anderen Inhalt: wählen Sie einen neuen Namen, etwa data.zarr</translation>
        </message>
        <message>
            <source>{path} has no structure in format {format}</source>
            <extracomment>curator_gui/domains/atoms/sources/ase.py</extracomment>
            <translation>{path} hat keine Struktur im Format {format}</translation>
        </message>
        <message>
            <source>{path} cannot be read as {format_name}: {os_reason}</source>
            <extracomment>curator_gui/domains/atoms/sources/ase.py</extracomment>
            <translation>{path} kann nicht als {format_name} gelesen werden: {os_reason}</translation>
        </message>
        <message>
            <source>{path} cannot be read as {format_name}: {reason}</source>
            <extracomment>curator_gui/domains/atoms/sources/ase.py</extracomment>
            <translation>{path} kann nicht als {format_name} gelesen werden: {reason}</translation>
        </message>
        <message>
            <source>{path} frame {frame}: {error}</source>
            <extracomment>curator_gui/domains/atoms/sources/ase.py</extracomment>
            <translation>{path}, Bild {frame}: {error}</translation>
        </message>
        <message>
            <source>{path} does not exist</source>
            <extracomment>curator_gui/domains/atoms/sources/base.py</extracomment>
            <translation>{path} existiert nicht</translation>
        </message>
        <message>
            <source>{filename} cannot be listed: {os_reason}</source>
            <extracomment>curator_gui/domains/atoms/sources/base.py</extracomment>
            <translation>{filename} kann nicht aufgelistet werden: {os_reason}</translation>
        </message>
        <message>
            <source>no file in {path} matches {pattern}</source>
            <extracomment>curator_gui/domains/atoms/sources/base.py</extracomment>
            <translation>keine Datei in {path} passt zu {pattern}</translation>
        </message>
        <message>
            <source>no file in {path}{below} matches {pattern}</source>
            <extracomment>curator_gui/domains/atoms/sources/base.py</extracomment>
            <translation>keine Datei in {path}{below} passt zu {pattern}</translation>
        </message>
        <message>
            <source>{text} is none of: all, 0, -1, 5:20, ::10</source>
            <extracomment>curator_gui/domains/atoms/sources/base.py</extracomment>
            <translation>{text} ist keines von: all, 0, -1, 5:20, ::10</translation>
        </message>
        <message>
            <source>{element} is none of {metals}</source>
            <extracomment>curator_gui/domains/atoms/sources/crystals.py</extracomment>
            <translation>{element} ist keines von {metals}</translation>
        </message>
        <message>
            <source>{vacancies} would leave no atom</source>
            <extracomment>curator_gui/domains/atoms/sources/crystals.py</extracomment>
            <translation>{vacancies} ließe kein Atom übrig</translation>
        </message>
        <message>
            <source>cannot be read: {os_reason}</source>
            <extracomment>curator_gui/domains/atoms/sources/database.py</extracomment>
            <translation>kann nicht gelesen werden: {os_reason}</translation>
        </message>
        <message>
            <source>is no database of ASE or damaged: {error}</source>
            <extracomment>curator_gui/domains/atoms/sources/database.py</extracomment>
            <translation>ist keine ASE-Datenbank oder beschädigt: {error}</translation>
        </message>
        <message>
            <source>has no row {frame_id} any more</source>
            <extracomment>curator_gui/domains/atoms/sources/database.py</extracomment>
            <translation>hat keine Zeile {frame_id} mehr</translation>
        </message>
        <message>
            <source>row {frame_id} is damaged: {error}</source>
            <extracomment>curator_gui/domains/atoms/sources/database.py</extracomment>
            <translation>Zeile {frame_id} ist beschädigt: {error}</translation>
        </message>
        <message>
            <source>is no longer there: the file has changed since it was listed</source>
            <extracomment>curator_gui/domains/atoms/sources/extxyz.py</extracomment>
            <translation>ist nicht mehr da: die Datei hat sich seit dem Auflisten geändert</translation>
        </message>
        <message>
            <source>ends too early: it has {lines} lines for {count} atoms</source>
            <extracomment>curator_gui/domains/atoms/sources/extxyz.py</extracomment>
            <translation>endet zu früh: es hat {lines} Zeilen für {count} Atome</translation>
        </message>
        <message>
            <source>Properties says that there are {wide} columns</source>
            <extracomment>curator_gui/domains/atoms/sources/extxyz.py</extracomment>
            <translation>laut Properties gibt es {wide} Spalten</translation>
        </message>
        <message>
            <source>is no text in UTF-8 (byte {start})</source>
            <extracomment>curator_gui/domains/atoms/sources/extxyz.py</extracomment>
            <translation>ist kein Text in UTF-8 (Byte {start})</translation>
        </message>
        <message>
            <source>{args} is no element or key</source>
            <extracomment>curator_gui/domains/atoms/sources/extxyz.py</extracomment>
            <translation>{args} ist kein Element und kein Schlüssel</translation>
        </message>
        <message>
            <source>has a mass that is of no element: give the elements of the types</source>
            <extracomment>curator_gui/domains/atoms/sources/lammps.py</extracomment>
            <translation>hat eine Masse, die zu keinem Element gehört: die Elemente der Typen angeben</translation>
        </message>
        <message>
            <source>is cut off: the atoms are missing</source>
            <extracomment>curator_gui/domains/atoms/sources/lammps.py</extracomment>
            <translation>ist abgeschnitten: die Atome fehlen</translation>
        </message>
        <message>
            <source>the dump has no column named element: give the elements of the types</source>
            <extracomment>curator_gui/domains/atoms/sources/lammps.py</extracomment>
            <translation>der Dump hat keine Spalte element: die Elemente der Typen angeben</translation>
        </message>
        <message>
            <source>is cut off: {n} of {count} atoms, the last one included</source>
            <extracomment>curator_gui/domains/atoms/sources/lammps.py</extracomment>
            <translation>ist abgeschnitten: {n} von {count} Atomen, das letzte mitgezählt</translation>
        </message>
        <message>
            <source>has atoms of type {highest}, but {n} elements are given</source>
            <extracomment>curator_gui/domains/atoms/sources/lammps.py</extracomment>
            <translation>hat Atome vom Typ {highest}, angegeben sind aber {n} Elemente</translation>
        </message>
        <message>
            <source>cannot be read: {type}: {error}</source>
            <extracomment>curator_gui/domains/atoms/sources/lammps.py</extracomment>
            <translation>kann nicht gelesen werden: {type}: {error}</translation>
        </message>
        <message>
            <source>numbers stay in reduced units: set sigma, epsilon and mass</source>
            <extracomment>curator_gui/domains/atoms/sources/lammps.py</extracomment>
            <translation>Zahlen bleiben in reduzierten Einheiten: sigma, epsilon und mass setzen</translation>
        </message>
        <message>
            <source>names its elements itself, so those that are given do not count</source>
            <extracomment>curator_gui/domains/atoms/sources/lammps.py</extracomment>
            <translation>nennt seine Elemente selbst, die angegebenen zählen also nicht</translation>
        </message>
        <message>
            <source>is a number above 0, for units lj only</source>
            <extracomment>curator_gui/domains/atoms/sources/lammps.py</extracomment>
            <translation>ist eine Zahl über 0, nur für die Einheiten lj</translation>
        </message>
        <message>
            <source>the database answered with an error: {words}</source>
            <extracomment>curator_gui/domains/atoms/sources/optimade.py</extracomment>
            <translation>die Datenbank hat mit einem Fehler geantwortet: {words}</translation>
        </message>
        <message>
            <source>there are {sites} sites, but {positions} positions</source>
            <extracomment>curator_gui/domains/atoms/sources/optimade.py</extracomment>
            <translation>es gibt {sites} Plätze, aber {positions} Positionen</translation>
        </message>
        <message>
            <source>lattice_vectors are missing or not three</source>
            <extracomment>curator_gui/domains/atoms/sources/optimade.py</extracomment>
            <translation>lattice_vectors fehlen oder sind nicht drei</translation>
        </message>
        <message>
            <source>site {name} is a mixture, a vacancy or unknown, no single atom</source>
            <extracomment>curator_gui/domains/atoms/sources/optimade.py</extracomment>
            <translation>der Platz {name} ist eine Mischung, eine Leerstelle oder unbekannt, kein einzelnes Atom</translation>
        </message>
        <message>
            <source>has no entry {frame_id} any more</source>
            <extracomment>curator_gui/domains/atoms/sources/optimade.py</extracomment>
            <translation>hat keinen Eintrag {frame_id} mehr</translation>
        </message>
        <message>
            <source>is no structure of OPTIMADE: {error}</source>
            <extracomment>curator_gui/domains/atoms/sources/optimade.py</extracomment>
            <translation>ist keine Struktur von OPTIMADE: {error}</translation>
        </message>
        <message>
            <source>atoms attached to sites without a position are left out</source>
            <extracomment>curator_gui/domains/atoms/sources/optimade.py</extracomment>
            <translation>Atome, die ohne Position an Plätzen hängen, wurden weggelassen</translation>
        </message>
        <message>
            <source>is no answer of OPTIMADE: {error}</source>
            <extracomment>curator_gui/domains/atoms/sources/optimade.py</extracomment>
            <translation>ist keine Antwort von OPTIMADE: {error}</translation>
        </message>
        <message>
            <source>it holds no object</source>
            <extracomment>curator_gui/domains/atoms/sources/optimade.py</extracomment>
            <translation>es enthält kein Objekt</translation>
        </message>
        <message>
            <source>the table has no value in {columns}: left out</source>
            <extracomment>curator_gui/domains/atoms/sources/table.py</extracomment>
            <translation>die Tabelle hat keinen Wert in {columns}: weggelassen</translation>
        </message>
        <message>
            <source>cannot be read: {reason}</source>
            <extracomment>curator_gui/domains/atoms/sources/trajectory.py</extracomment>
            <translation>kann nicht gelesen werden: {reason}</translation>
        </message>
        <message>
            <source>is no trajectory of ASE: {type}</source>
            <extracomment>curator_gui/domains/atoms/sources/trajectory.py</extracomment>
            <translation>ist keine ASE-Trajektorie: {type}</translation>
        </message>
        <message>
            <source>is damaged: {type}: {error}</source>
            <extracomment>curator_gui/domains/atoms/sources/trajectory.py</extracomment>
            <translation>ist beschädigt: {type}: {error}</translation>
        </message>
        <message>
            <source>an item of type {type} has no picture</source>
            <extracomment>curator_gui/domains/common/generic.py</extracomment>
            <translation>von einem Element der Art {type} gibt es kein Bild</translation>
        </message>
        <message>
            <source>{field} has less than two dimensions: there is no picture of it</source>
            <extracomment>curator_gui/domains/common/generic.py</extracomment>
            <translation>{field} hat weniger als zwei Dimensionen: davon gibt es kein Bild</translation>
        </message>
        <message>
            <source>{n} files in {folders} folders</source>
            <extracomment>curator_gui/domains/common/looking.py</extracomment>
            <translation>{n} Dateien in {folders} Ordnern</translation>
        </message>
        <message>
            <source>{n} files in one folder</source>
            <extracomment>curator_gui/domains/common/looking.py</extracomment>
            <translation>{n} Dateien in einem Ordner</translation>
        </message>
        <message>
            <source>{path}: there is no such file or folder</source>
            <extracomment>curator_gui/domains/common/looking.py</extracomment>
            <translation>{path}: diese Datei oder diesen Ordner gibt es nicht</translation>
        </message>
        <message>
            <source>the files have no folder in common; give one folder</source>
            <extracomment>curator_gui/domains/common/looking.py</extracomment>
            <translation>die Dateien haben keinen gemeinsamen Ordner; geben Sie einen Ordner an</translation>
        </message>
        <message>
            <source>{path} cannot be listed: {why}</source>
            <extracomment>curator_gui/domains/common/looking.py</extracomment>
            <translation>{path} kann nicht aufgelistet werden: {why}</translation>
        </message>
        <message>
            <source>{path}: there is no preview for files with {known}</source>
            <extracomment>curator_gui/domains/common/outputs.py</extracomment>
            <translation>{path}: für Dateien mit {known} gibt es keine Vorschau</translation>
        </message>
        <message>
            <source>{path} is no longer there</source>
            <extracomment>curator_gui/domains/common/outputs.py</extracomment>
            <translation>{path} ist nicht mehr da</translation>
        </message>
        <message>
            <source>{path} is none of {suffixes}</source>
            <extracomment>curator_gui/domains/common/row_tables.py</extracomment>
            <translation>{path} ist keine von {suffixes}</translation>
        </message>
        <message>
            <source>{path} has no rows</source>
            <extracomment>curator_gui/domains/common/row_tables.py</extracomment>
            <translation>{path} hat keine Zeilen</translation>
        </message>
        <message>
            <source>{path} has two columns of the same name</source>
            <extracomment>curator_gui/domains/common/row_tables.py</extracomment>
            <translation>{path} hat zwei Spalten desselben Namens</translation>
        </message>
        <message>
            <source>{path} has no column {column}; it has {columns}</source>
            <extracomment>curator_gui/domains/common/row_tables.py</extracomment>
            <translation>{path} hat keine Spalte {column}; es hat {columns}</translation>
        </message>
        <message>
            <source>{path}: row {row} has {value} in {column}, which is no number</source>
            <extracomment>curator_gui/domains/common/row_tables.py</extracomment>
            <translation>{path}: Zeile {row} hat {value} in {column}, was keine Zahl ist</translation>
        </message>
        <message>
            <source>{path}: row {row} has {count} values for {columns} columns</source>
            <extracomment>curator_gui/domains/common/row_tables.py</extracomment>
            <translation>{path}: Zeile {row} hat {count} Werte für {columns} Spalten</translation>
        </message>
        <message>
            <source>{path} needs pyarrow, which is not installed</source>
            <extracomment>curator_gui/domains/common/row_tables.py</extracomment>
            <translation>{path} braucht pyarrow, das nicht installiert ist</translation>
        </message>
        <message>
            <source>{path}: choose one of its tables: {names}</source>
            <extracomment>curator_gui/domains/common/row_tables.py</extracomment>
            <translation>{path}: eine der Tabellen wählen: {names}</translation>
        </message>
        <message>
            <source>{path}: row {row} has no path in {column}</source>
            <extracomment>curator_gui/domains/common/row_tables.py</extracomment>
            <translation>{path}: Zeile {row} hat keinen Pfad in {column}</translation>
        </message>
        <message>
            <source>to undo it the constants are needed: choose constants.json of the data set that was scaled</source>
            <extracomment>curator_gui/domains/common/scaling.py</extracomment>
            <translation>zum Rückgängigmachen braucht es die Konstanten: wählen Sie constants.json des Datensatzes, der skaliert wurde</translation>
        </message>
        <message>
            <source>{place} holds nothing but NaN: it stays as it is</source>
            <extracomment>curator_gui/domains/common/scaling.py</extracomment>
            <translation>{place} enthält nur NaN: bleibt, wie es ist</translation>
        </message>
        <message>
            <source>none</source>
            <extracomment>curator_gui/domains/common/scaling.py</extracomment>
            <translation>keine</translation>
        </message>
        <message>
            <source>{place} never changes: it is only shifted</source>
            <extracomment>curator_gui/domains/common/scaling.py</extracomment>
            <translation>{place} ändert sich nie: wird nur verschoben</translation>
        </message>
        <message>
            <source>{path} has index {index}, which has its place in another shard with {size} indices in each; take the number of before, or another folder</source>
            <extracomment>curator_gui/domains/common/webdataset/sink.py</extracomment>
            <translation>{path} enthält Index {index}, der bei {size} Indizes je Shard in einen anderen gehört; nehmen Sie die Anzahl von vorher oder einen anderen Ordner</translation>
        </message>
        <message>
            <source>the samples of {count} finished indices are gone ({shown}): delete {path} and run its indices again</source>
            <extracomment>curator_gui/domains/common/webdataset/sink.py</extracomment>
            <translation>die Daten fertiger Indizes sind verloren (Anzahl {count}: {shown}): Löschen Sie {path} und lassen Sie dessen Indizes noch einmal laufen</translation>
        </message>
        <message>
            <source>{path} has samples with {has} entries that would stay beside new ones with {own} entries; run all its indices again, or take another folder</source>
            <extracomment>curator_gui/domains/common/webdataset/sink.py</extracomment>
            <translation>{path} enthält Elemente mit {has}-Einträgen, die neben neuen mit {own}-Einträgen blieben; lassen Sie alle Indizes der Datei noch einmal laufen, oder nehmen Sie einen anderen Ordner</translation>
        </message>
        <message>
            <source>may have letters, digits, - and _; readers number the rest</source>
            <extracomment>curator_gui/domains/common/webdataset/sink.py</extracomment>
            <translation>darf Buchstaben, Ziffern, - und _ haben; die Nummer kommt dahinter</translation>
        </message>
        <message>
            <source>is for npz entries; readers expect plain npy</source>
            <extracomment>curator_gui/domains/common/webdataset/sink.py</extracomment>
            <translation>gilt für npz-Einträge; npy erwarten Leser unkomprimiert</translation>
        </message>
        <message>
            <source>{path} is no table of shards ({words}): delete it and run all indices again</source>
            <extracomment>curator_gui/domains/common/webdataset/table.py</extracomment>
            <translation>{path} ist keine Tabelle von Shards ({words}): Löschen Sie die Datei und lassen Sie alle Indizes noch einmal laufen</translation>
        </message>
        <message>
            <source>shards without items are left out ({count} of the numbers): give readers the files of the table, not a range of numbers</source>
            <extracomment>curator_gui/domains/common/webdataset/table.py</extracomment>
            <translation>Shards ohne Elemente wurden weggelassen (so viele Nummern: {count}): Geben Sie Lesern die Dateien der Tabelle, keinen Bereich von Nummern</translation>
        </message>
        <message>
            <source>there are shards of indices that were not run or that the source no longer has ({count}, such as {path}); the table leaves them out, readers that take all files do not: delete them</source>
            <extracomment>curator_gui/domains/common/webdataset/table.py</extracomment>
            <translation>es gibt Shards von Indizes, die nicht liefen oder die die Quelle nicht mehr hat ({count}, etwa {path}); in der Tabelle fehlen sie, wer alle Dateien liest, bekommt sie: Löschen Sie sie</translation>
        </message>
        <message>
            <source>{origin}no pair of wind components was found; there are {have}</source>
            <extracomment>curator_gui/domains/grid/coordinates.py</extracomment>
            <translation>{origin}kein Paar von Windkomponenten gefunden; es gibt {have}</translation>
        </message>
        <message>
            <source>{origin}there is no {kind} coordinate; there are {have}</source>
            <extracomment>curator_gui/domains/grid/coordinates.py</extracomment>
            <translation>{origin}es gibt keine Koordinate {kind}; es gibt {have}</translation>
        </message>
        <message>
            <source>{origin}{name} is not in degrees</source>
            <extracomment>curator_gui/domains/grid/coordinates.py</extracomment>
            <translation>{origin}{name} ist nicht in Grad</translation>
        </message>
        <message>
            <source>{path} cannot be read: {reason}</source>
            <extracomment>curator_gui/domains/grid/errors.py</extracomment>
            <translation>{path} kann nicht gelesen werden: {reason}</translation>
        </message>
        <message>
            <source>choose at least one statistic</source>
            <extracomment>curator_gui/domains/grid/fields/area.py</extracomment>
            <translation>mindestens eine Statistik wählen</translation>
        </message>
        <message>
            <source>{origin}an area is missing or negative</source>
            <extracomment>curator_gui/domains/grid/fields/area.py</extracomment>
            <translation>{origin}eine Fläche fehlt oder ist negativ</translation>
        </message>
        <message>
            <source>{origin}the areas {name} run along {dimension} as well, not only along latitude and longitude</source>
            <extracomment>curator_gui/domains/grid/fields/area.py</extracomment>
            <translation>{origin}die Flächen {name} verlaufen auch entlang {dimension}, nicht nur entlang Breite und Länge</translation>
        </message>
        <message>
            <source>variables that are no fields are left out: {names}</source>
            <extracomment>curator_gui/domains/grid/fields/area.py</extracomment>
            <translation>Variablen, die keine Felder sind, wurden weggelassen: {names}</translation>
        </message>
        <message>
            <source>{origin}there is no variable {name}</source>
            <extracomment>curator_gui/domains/grid/fields/area.py</extracomment>
            <translation>{origin}es gibt keine Variable {name}</translation>
        </message>
        <message>
            <source>{part} is not known in a formula; known are + - * / **, comparisons, {functions}</source>
            <extracomment>curator_gui/domains/grid/fields/expression.py</extracomment>
            <translation>{part} ist in einer Formel nicht bekannt; bekannt sind + - * / **, Vergleiche, {functions}</translation>
        </message>
        <message>
            <source>powers above {most} are not computed</source>
            <extracomment>curator_gui/domains/grid/fields/expression.py</extracomment>
            <translation>Potenzen über {most} werden nicht berechnet</translation>
        </message>
        <message>
            <source>{origin}{name} is a dimension; give the new variable another name</source>
            <extracomment>curator_gui/domains/grid/fields/expression.py</extracomment>
            <translation>{origin}{name} ist eine Dimension; geben Sie der neuen Variablen einen anderen Namen</translation>
        </message>
        <message>
            <source>{origin}{formula} adds temperatures up, so it has no zero point in {unit}; take K as its unit</source>
            <extracomment>curator_gui/domains/grid/fields/expression.py</extracomment>
            <translation>{origin}{formula} zählt Temperaturen zusammen und hat darum keinen Nullpunkt in {unit}; nehmen Sie K als Einheit</translation>
        </message>
        <message>
            <source>{origin}{formula} is measured in {found}, not in {unit}</source>
            <extracomment>curator_gui/domains/grid/fields/expression.py</extracomment>
            <translation>{origin}{formula} wird in {found} gemessen, nicht in {unit}</translation>
        </message>
        <message>
            <source>is no formula: {error}</source>
            <extracomment>curator_gui/domains/grid/fields/expression.py</extracomment>
            <translation>ist keine Formel: {error}</translation>
        </message>
        <message>
            <source>there is no variable {name}; there are {have}</source>
            <extracomment>curator_gui/domains/grid/fields/expression.py</extracomment>
            <translation>es gibt keine Variable {name}; es gibt {have}</translation>
        </message>
        <message>
            <source>variable {name} holds no numbers</source>
            <extracomment>curator_gui/domains/grid/fields/expression.py</extracomment>
            <translation>die Variable {name} enthält keine Zahlen</translation>
        </message>
        <message>
            <source>variable {name} states no units, so the result cannot be converted</source>
            <extracomment>curator_gui/domains/grid/fields/expression.py</extracomment>
            <translation>die Variable {name} nennt keine Einheit, also kann das Ergebnis nicht umgerechnet werden</translation>
        </message>
        <message>
            <source>{words}: {found} do not fit together</source>
            <extracomment>curator_gui/domains/grid/fields/expression.py</extracomment>
            <translation>{words}: {found} passen nicht zusammen</translation>
        </message>
        <message>
            <source>{words}: the power has to be a number</source>
            <extracomment>curator_gui/domains/grid/fields/expression.py</extracomment>
            <translation>{words}: der Exponent muss eine Zahl sein</translation>
        </message>
        <message>
            <source>a difference of temperatures has the unit K</source>
            <extracomment>curator_gui/domains/grid/fields/expression.py</extracomment>
            <translation>eine Differenz von Temperaturen hat die Einheit K</translation>
        </message>
        <message>
            <source>{origin}there is no time to take the sun from</source>
            <extracomment>curator_gui/domains/grid/fields/forcings.py</extracomment>
            <translation>{origin}es gibt keine Zeit für den Stand der Sonne</translation>
        </message>
        <message>
            <source>{origin}there is a variable {name} already; rename it first</source>
            <extracomment>curator_gui/domains/grid/fields/forcings.py</extracomment>
            <translation>{origin}es gibt schon eine Variable {name}; zuerst umbenennen</translation>
        </message>
        <message>
            <source>choose at least one field</source>
            <extracomment>curator_gui/domains/grid/fields/forcings.py</extracomment>
            <translation>mindestens ein Feld wählen</translation>
        </message>
        <message>
            <source>longitudes that come twice after the turn were dropped</source>
            <extracomment>curator_gui/domains/grid/fields/names.py</extracomment>
            <translation>Längen, die nach der Drehung doppelt sind, wurden weggelassen</translation>
        </message>
        <message>
            <source>has none of the names</source>
            <extracomment>curator_gui/domains/grid/fields/names.py</extracomment>
            <translation>hat keinen der Namen</translation>
        </message>
        <message>
            <source>{origin}{old} cannot be renamed to {new}: there would be two of this name</source>
            <extracomment>curator_gui/domains/grid/fields/names.py</extracomment>
            <translation>{origin}{old} kann nicht in {new} umbenannt werden: es gäbe zwei dieses Namens</translation>
        </message>
        <message>
            <source>{origin}there is no variable {name}; there are {have}</source>
            <extracomment>curator_gui/domains/grid/fields/names.py</extracomment>
            <translation>{origin}es gibt keine Variable {name}; es gibt {have}</translation>
        </message>
        <message>
            <source>its longitudes are in this range already</source>
            <extracomment>curator_gui/domains/grid/fields/names.py</extracomment>
            <translation>die Längen sind schon in diesem Bereich</translation>
        </message>
        <message>
            <source>give names or an attribute</source>
            <extracomment>curator_gui/domains/grid/fields/names.py</extracomment>
            <translation>Namen oder ein Attribut angeben</translation>
        </message>
        <message>
            <source>two would have the same name</source>
            <extracomment>curator_gui/domains/grid/fields/names.py</extracomment>
            <translation>zwei hätten denselben Namen</translation>
        </message>
        <message>
            <source>{origin}{name} has {length} points, fewer than a patch of {size}</source>
            <extracomment>curator_gui/domains/grid/fields/patches.py</extracomment>
            <translation>{origin}{name} hat {length} Punkte, weniger als ein Ausschnitt von {size}</translation>
        </message>
        <message>
            <source>{origin}{name} has {length} points, of which {left} at the end fill no patch</source>
            <extracomment>curator_gui/domains/grid/fields/patches.py</extracomment>
            <translation>{origin}{name} hat {length} Punkte, von denen {left} am Ende keinen Ausschnitt füllen</translation>
        </message>
        <message>
            <source>points at the end that fill no patch were dropped</source>
            <extracomment>curator_gui/domains/grid/fields/patches.py</extracomment>
            <translation>Punkte am Ende, die keinen Ausschnitt füllen, wurden weggelassen</translation>
        </message>
        <message>
            <source>is as large as one patch</source>
            <extracomment>curator_gui/domains/grid/fields/patches.py</extracomment>
            <translation>ist so groß wie ein Ausschnitt</translation>
        </message>
        <message>
            <source>needs at least one dimension, such as latitude: 2</source>
            <extracomment>curator_gui/domains/grid/fields/patches.py</extracomment>
            <translation>braucht mindestens eine Dimension, etwa latitude: 2</translation>
        </message>
        <message>
            <source>needs at least 1, not {n}</source>
            <extracomment>curator_gui/domains/grid/fields/patches.py</extracomment>
            <translation>braucht mindestens 1, nicht {n}</translation>
        </message>
        <message>
            <source>has a stride, but no size</source>
            <extracomment>curator_gui/domains/grid/fields/patches.py</extracomment>
            <translation>hat eine Schrittweite, aber keine Größe</translation>
        </message>
        <message>
            <source>{origin}no variable fits {pattern}; there are {have}</source>
            <extracomment>curator_gui/domains/grid/filters/base.py</extracomment>
            <translation>{origin}keine Variable passt zu {pattern}; es gibt {have}</translation>
        </message>
        <message>
            <source>{origin}variable {name} has type {dtype}, which this filter cannot work on; leave it out</source>
            <extracomment>curator_gui/domains/grid/filters/base.py</extracomment>
            <translation>{origin}die Variable {name} hat den Typ {dtype}, mit dem dieser Filter nicht arbeiten kann; weglassen</translation>
        </message>
        <message>
            <source>{origin}there is no dimension {dimension}; there are {have}</source>
            <extracomment>curator_gui/domains/grid/filters/base.py</extracomment>
            <translation>{origin}es gibt keine Dimension {dimension}; es gibt {have}</translation>
        </message>
        <message>
            <source>all blocks are of one point</source>
            <extracomment>curator_gui/domains/grid/filters/coarsen.py</extracomment>
            <translation>alle Blöcke sind von einem Punkt</translation>
        </message>
        <message>
            <source>{origin}{dimension} has {size} points, which blocks of {factor} do not fill; set the boundary to trim or pad</source>
            <extracomment>curator_gui/domains/grid/filters/coarsen.py</extracomment>
            <translation>{origin}{dimension} hat {size} Punkte, die Blöcke von {factor} nicht füllen; den Rand auf trim oder pad setzen</translation>
        </message>
        <message>
            <source>the {kind} variable {name} has no {statistic} and is left out</source>
            <extracomment>curator_gui/domains/grid/filters/coarsen.py</extracomment>
            <translation>die Variable {name} ({kind}) hat kein {statistic} und wird ausgelassen</translation>
        </message>
        <message>
            <source>{dimension} needs at least 1, not {factor}</source>
            <extracomment>curator_gui/domains/grid/filters/coarsen.py</extracomment>
            <translation>{dimension} braucht mindestens 1, nicht {factor}</translation>
        </message>
        <message>
            <source>{origin}variable {name} has no dimension {dimension}; it has {names_text}</source>
            <extracomment>curator_gui/domains/grid/filters/fill_missing.py</extracomment>
            <translation>{origin}die Variable {name} hat keine Dimension {dimension}; sie hat {names_text}</translation>
        </message>
        <message>
            <source>has no missing values</source>
            <extracomment>curator_gui/domains/grid/filters/fill_missing.py</extracomment>
            <translation>hat keine fehlenden Werte</translation>
        </message>
        <message>
            <source>linear interpolation needs the dimension to go along</source>
            <extracomment>curator_gui/domains/grid/filters/fill_missing.py</extracomment>
            <translation>lineare Interpolation braucht die Dimension, entlang der sie geht</translation>
        </message>
        <message>
            <source>{origin}the mask has the dimensions {names}, but variable {names2} has {names3}</source>
            <extracomment>curator_gui/domains/grid/filters/mask.py</extracomment>
            <translation>{origin}die Maske hat die Dimensionen {names}, die Variable {names2} aber {names3}</translation>
        </message>
        <message>
            <source>{origin}the mask has {sizes} points along {dim}, but variable {name} has {sizes2}</source>
            <extracomment>curator_gui/domains/grid/filters/mask.py</extracomment>
            <translation>{origin}die Maske hat {sizes} Punkte entlang {dim}, die Variable {name} aber {sizes2}</translation>
        </message>
        <message>
            <source>{place}there is no variable {name}; there are {have}</source>
            <extracomment>curator_gui/domains/grid/filters/mask.py</extracomment>
            <translation>{place}es gibt keine Variable {name}; es gibt {have}</translation>
        </message>
        <message>
            <source>set the minimum or the maximum, or both: else nothing is masked</source>
            <extracomment>curator_gui/domains/grid/filters/mask.py</extracomment>
            <translation>setzen Sie Minimum oder Maximum oder beide: sonst wird nichts maskiert</translation>
        </message>
        <message>
            <source>{origin}there is no variable of numbers to mask</source>
            <extracomment>curator_gui/domains/grid/filters/mask.py</extracomment>
            <translation>{origin}es gibt keine Variable mit Zahlen zu maskieren</translation>
        </message>
        <message>
            <source>the mask keeps every point</source>
            <extracomment>curator_gui/domains/grid/filters/mask.py</extracomment>
            <translation>die Maske behält jeden Punkt</translation>
        </message>
        <message>
            <source>{origin}{dim} of the mask differs from that of {name}</source>
            <extracomment>curator_gui/domains/grid/filters/mask.py</extracomment>
            <translation>{origin}{dim} der Maske unterscheidet sich von dem von {name}</translation>
        </message>
        <message>
            <source>no region lies between {south} and {north} degrees north, {west} and {east} degrees east</source>
            <extracomment>curator_gui/domains/grid/filters/regrid.py</extracomment>
            <translation>zwischen {south} und {north} Grad Nord, {west} und {east} Grad Ost liegt keine Region</translation>
        </message>
        <message>
            <source>{origin}{lat} and {lon} are not the axes of a regular grid: curvilinear grids cannot be interpolated from</source>
            <extracomment>curator_gui/domains/grid/filters/regrid.py</extracomment>
            <translation>{origin}{lat} und {lon} sind nicht die Achsen eines regelmäßigen Gitters: von krummlinigen Gittern lässt sich nicht interpolieren</translation>
        </message>
        <message>
            <source>has no variable on latitude and longitude</source>
            <extracomment>curator_gui/domains/grid/filters/regrid.py</extracomment>
            <translation>hat keine Variable auf Breite und Länge</translation>
        </message>
        <message>
            <source>the {kind} variable {name} does not fit the new grid and is left out</source>
            <extracomment>curator_gui/domains/grid/filters/regrid.py</extracomment>
            <translation>die Variable {name} ({kind}) passt nicht auf das neue Gitter und wird ausgelassen</translation>
        </message>
        <message>
            <source>{name} has found no variable of real numbers</source>
            <extracomment>curator_gui/domains/grid/filters/scaling.py</extracomment>
            <translation>{name} hat keine Variable mit reellen Zahlen gefunden</translation>
        </message>
        <message>
            <source>this data set</source>
            <extracomment>curator_gui/domains/grid/filters/scaling.py</extracomment>
            <translation>dieser Datensatz</translation>
        </message>
        <message>
            <source>{path} holds no statistics; run the Statistics filter first</source>
            <extracomment>curator_gui/domains/grid/filters/scaling.py</extracomment>
            <translation>{path} enthält keine Statistik; zuerst den Filter Statistik laufen lassen</translation>
        </message>
        <message>
            <source>{path} has no statistics of {name}; it has those of {have}</source>
            <extracomment>curator_gui/domains/grid/filters/scaling.py</extracomment>
            <translation>{path} hat keine Statistik von {name}; es hat die von {have}</translation>
        </message>
        <message>
            <source>{origin}variable {name} does not fit {path}: the statistics have {sizes} positions along {dim}</source>
            <extracomment>curator_gui/domains/grid/filters/scaling.py</extracomment>
            <translation>{origin}die Variable {name} passt nicht zu {path}: die Statistik hat {sizes} Stellen entlang {dim}</translation>
        </message>
        <message>
            <source>variable {name}</source>
            <extracomment>curator_gui/domains/grid/filters/scaling.py</extracomment>
            <translation>Variable {name}</translation>
        </message>
        <message>
            <source>{place} holds numbers too large to take a deviation</source>
            <extracomment>curator_gui/domains/grid/filters/scaling.py</extracomment>
            <translation>{place} enthält Zahlen, die für eine Standardabweichung zu groß sind</translation>
        </message>
        <message>
            <source>has no variable that there are statistics of</source>
            <extracomment>curator_gui/domains/grid/filters/scaling.py</extracomment>
            <translation>hat keine Variable, zu der es Statistiken gibt</translation>
        </message>
        <message>
            <source>variable {name} is in no training item: it stays as it is</source>
            <extracomment>curator_gui/domains/grid/filters/scaling.py</extracomment>
            <translation>Variable {name} ist in keinem Trainingselement: sie bleibt, wie sie ist</translation>
        </message>
        <message>
            <source>{origin}variable {name} and its statistics: {error}</source>
            <extracomment>curator_gui/domains/grid/filters/scaling.py</extracomment>
            <translation>{origin}Variable {name} und ihre Statistik: {error}</translation>
        </message>
        <message>
            <source>{origin}{dim} differs from that of the statistics in {path}</source>
            <extracomment>curator_gui/domains/grid/filters/scaling.py</extracomment>
            <translation>{origin}{dim} unterscheidet sich von dem der Statistik in {path}</translation>
        </message>
        <message>
            <source>{origin}no point lies in the region; latitudes go from {min} to {max}, longitudes from {min2} to {max2}</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>{origin}kein Punkt liegt im Gebiet; die Breiten reichen von {min} bis {max}, die Längen von {min2} bis {max2}</translation>
        </message>
        <message>
            <source>{origin}{lat} and {lon} are not the axes of a grid</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>{origin}{lat} und {lon} sind nicht die Achsen eines Gitters</translation>
        </message>
        <message>
            <source>{name}: needs a date such as 2017-01-01 or 2017-01-01T06:00, not {text}</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>{name}: braucht ein Datum wie 2017-01-01 oder 2017-01-01T06:00, nicht {text}</translation>
        </message>
        <message>
            <source>{origin}{name} holds numbers, not times that could be decoded</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>{origin}{name} enthält Zahlen, keine Zeiten, die sich entschlüsseln ließen</translation>
        </message>
        <message>
            <source>{origin}{name} has several dimensions: {dims}</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>{origin}{name} hat mehrere Dimensionen: {dims}</translation>
        </message>
        <message>
            <source>all variables are kept</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>alle Variablen werden behalten</translation>
        </message>
        <message>
            <source>lies on a wanted level</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>liegt auf einer gewünschten Höhe</translation>
        </message>
        <message>
            <source>all its levels are wanted</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>alle seine Höhen sind gewünscht</translation>
        </message>
        <message>
            <source>{origin}{name} has no level {level}; it has {there}</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>{origin}{name} hat keine Fläche {level}; es hat {there}</translation>
        </message>
        <message>
            <source>lies in the region as a whole</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>liegt ganz im Gebiet</translation>
        </message>
        <message>
            <source>all its times are wanted</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>alle seine Zeiten sind gewünscht</translation>
        </message>
        <message>
            <source>needs at least one level</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>braucht mindestens ein Niveau</translation>
        </message>
        <message>
            <source>{south} lies north of {north}</source>
            <extracomment>curator_gui/domains/grid/filters/selection.py</extracomment>
            <translation>{south} liegt nördlich von {north}</translation>
        </message>
        <message>
            <source>has no variable of numbers</source>
            <extracomment>curator_gui/domains/grid/filters/statistics.py</extracomment>
            <translation>hat keine Variable aus Zahlen</translation>
        </message>
        <message>
            <source>{place} has {value} in one item and {value2} in another; take the statistics over them, too</source>
            <extracomment>curator_gui/domains/grid/filters/statistics_parts.py</extracomment>
            <translation>{place} hat {value} in einem Element und {value2} in einem anderen; die Statistik auch darüber bilden</translation>
        </message>
        <message>
            <source>{place} is in {units} in one item, {units2} in another</source>
            <extracomment>curator_gui/domains/grid/filters/statistics_parts.py</extracomment>
            <translation>{place} ist in einem Element in {units}, in einem anderen in {units2}</translation>
        </message>
        <message>
            <source>{place}: items differ in {name}; take the statistics over it, too</source>
            <extracomment>curator_gui/domains/grid/filters/statistics_parts.py</extracomment>
            <translation>{place}: die Elemente unterscheiden sich in {name}; die Statistik auch darüber bilden</translation>
        </message>
        <message>
            <source>{origin}{names} has the dimensions {names2}, but {names3} has {names4}: bring both onto the same grid first</source>
            <extracomment>curator_gui/domains/grid/filters/transforms.py</extracomment>
            <translation>{origin}{names} hat die Dimensionen {names2}, {names3} aber {names4}: zuerst beide auf dasselbe Gitter bringen</translation>
        </message>
        <message>
            <source>{origin}variable {name} states no units; state them</source>
            <extracomment>curator_gui/domains/grid/filters/transforms.py</extracomment>
            <translation>{origin}die Variable {name} nennt keine Einheit; sie angeben</translation>
        </message>
        <message>
            <source>name both components u and v, or none of them</source>
            <extracomment>curator_gui/domains/grid/filters/transforms.py</extracomment>
            <translation>nennen Sie beide Komponenten u und v oder keine</translation>
        </message>
        <message>
            <source>is in the wanted units already</source>
            <extracomment>curator_gui/domains/grid/filters/transforms.py</extracomment>
            <translation>ist schon in den gewünschten Einheiten</translation>
        </message>
        <message>
            <source>{origin}variable {name}: {error}</source>
            <extracomment>curator_gui/domains/grid/filters/transforms.py</extracomment>
            <translation>{origin}Variable {name}: {error}</translation>
        </message>
        <message>
            <source>{origin}{names} and {names2}: {error}</source>
            <extracomment>curator_gui/domains/grid/filters/transforms.py</extracomment>
            <translation>{origin}{names} und {names2}: {error}</translation>
        </message>
        <message>
            <source>everything is {precision} already</source>
            <extracomment>curator_gui/domains/grid/filters/transforms.py</extracomment>
            <translation>alles ist schon {precision}</translation>
        </message>
        <message>
            <source>{origin}variable {name} reaches {largest}, more than {precision} can hold</source>
            <extracomment>curator_gui/domains/grid/filters/transforms.py</extracomment>
            <translation>{origin}die Variable {name} erreicht {largest}, mehr als {precision} fassen kann</translation>
        </message>
        <message>
            <source>{origin}the item has no field on its grid</source>
            <extracomment>curator_gui/domains/grid/formats/anemoi_items.py</extracomment>
            <translation>{origin}das Element hat kein Feld auf seinem Gitter</translation>
        </message>
        <message>
            <source>{origin}the item has {size} times, but a date of the store has room for one; let the source take its items along {time}</source>
            <extracomment>curator_gui/domains/grid/formats/anemoi_items.py</extracomment>
            <translation>{origin}das Element hat {size} Zeiten, aber ein Datum des Speichers hat Platz für eine; lassen Sie die Quelle ihre Elemente entlang {time} nehmen</translation>
        </message>
        <message>
            <source>{origin}the calendar {calendar} has dates that anemoi does not know</source>
            <extracomment>curator_gui/domains/grid/formats/anemoi_items.py</extracomment>
            <translation>{origin}der Kalender {calendar} hat Daten, die anemoi nicht kennt</translation>
        </message>
        <message>
            <source>{origin}the item has no time</source>
            <extracomment>curator_gui/domains/grid/formats/anemoi_items.py</extracomment>
            <translation>{origin}das Element hat keine Zeit</translation>
        </message>
        <message>
            <source>{origin}its time is no date: {text}</source>
            <extracomment>curator_gui/domains/grid/formats/anemoi_items.py</extracomment>
            <translation>{origin}seine Zeit ist kein Datum: {text}</translation>
        </message>
        <message>
            <source>the store has no place for what has no latitude and longitude, or no numbers: {names}</source>
            <extracomment>curator_gui/domains/grid/formats/anemoi_items.py</extracomment>
            <translation>der Speicher hat keinen Platz für das, was keine Breite und Länge oder keine Zahlen hat: {names}</translation>
        </message>
        <message>
            <source>{origin}two fields would both be called {own}; rename one</source>
            <extracomment>curator_gui/domains/grid/formats/anemoi_items.py</extracomment>
            <translation>{origin}zwei Felder hießen beide {own}; benennen Sie eines um</translation>
        </message>
        <message>
            <source>has other {what} than index {first}: {found} instead of {known}; items of a store need the same</source>
            <extracomment>curator_gui/domains/grid/formats/anemoi_store.py</extracomment>
            <translation>hat andere {what} als Index {first}: {found} statt {known}; die Elemente eines Speichers brauchen dieselben</translation>
        </message>
        <message>
            <source>index {one} ({label}) and index {other} ({label2}) both are of {date}; leave one of them out</source>
            <extracomment>curator_gui/domains/grid/formats/anemoi_store.py</extracomment>
            <translation>Index {one} ({label}) und Index {other} ({label2}) sind beide vom {date}; lassen Sie einen davon weg</translation>
        </message>
        <message>
            <source>the store has one date, so it names no frequency</source>
            <extracomment>curator_gui/domains/grid/formats/anemoi_store.py</extracomment>
            <translation>der Speicher hat ein einziges Datum, also nennt er keinen Abstand</translation>
        </message>
        <message>
            <source>the dates are not at even steps, so the store names no frequency</source>
            <extracomment>curator_gui/domains/grid/formats/anemoi_store.py</extracomment>
            <translation>die Daten haben keinen gleichen Abstand, also nennt der Speicher keinen</translation>
        </message>
        <message>
            <source>variable {name} has type {dtype}, which cannot be stored</source>
            <extracomment>curator_gui/domains/grid/formats/encoding.py</extracomment>
            <translation>die Variable {name} hat den Typ {dtype}, der sich nicht speichern lässt</translation>
        </message>
        <message>
            <source>{path}: item {position} was never written; complete the run that made the store</source>
            <extracomment>curator_gui/domains/grid/formats/layout.py</extracomment>
            <translation>{path}: Element {position} wurde nie geschrieben; den Lauf vollenden, der den Speicher angelegt hat</translation>
        </message>
        <message>
            <source>{origin}the item {value}; all items of a store need the same variables: select them with a filter before</source>
            <extracomment>curator_gui/domains/grid/formats/layout.py</extracomment>
            <translation>{origin}das Element {value}; alle Elemente eines Speichers brauchen dieselben Variablen: vorher mit einem Filter auswählen</translation>
        </message>
        <message>
            <source>{origin}the item has no variables, only the coordinates {have}</source>
            <extracomment>curator_gui/domains/grid/formats/layout.py</extracomment>
            <translation>{origin}das Element hat keine Variablen, nur die Koordinaten {have}</translation>
        </message>
        <message>
            <source>index {index} gave several items, but the store has one slot for it</source>
            <extracomment>curator_gui/domains/grid/formats/layout.py</extracomment>
            <translation>Index {index} ergab mehrere Elemente, aber der Speicher hat nur einen Platz dafür</translation>
        </message>
        <message>
            <source>{origin}the item of index {index} has {size} positions along {dimension}, but its slot has room for one; let the source take its items along {dimension2}</source>
            <extracomment>curator_gui/domains/grid/formats/layout.py</extracomment>
            <translation>{origin}das Element von Index {index} hat {size} Stellen entlang {dimension}, aber sein Platz fasst eine; die Quelle ihre Elemente entlang {dimension2} nehmen lassen</translation>
        </message>
        <message>
            <source>{origin}a variable is named {name}; rename it: no '/'</source>
            <extracomment>curator_gui/domains/grid/formats/layout.py</extracomment>
            <translation>{origin}eine Variable heißt {name}; bitte umbenennen: kein „/“</translation>
        </message>
        <message>
            <source>{place} has dimensions {dims}, but the store has {dims2}</source>
            <extracomment>curator_gui/domains/grid/formats/layout.py</extracomment>
            <translation>{place} hat die Dimensionen {dims}, der Speicher aber {dims2}</translation>
        </message>
        <message>
            <source>{place} has shape {shape}, but the store's is {shape2}</source>
            <extracomment>curator_gui/domains/grid/formats/layout.py</extracomment>
            <translation>{place} hat die Form {shape}, der Speicher aber {shape2}</translation>
        </message>
        <message>
            <source>{place} has type {dtype}, but the store {dtype2}, which would lose digits</source>
            <extracomment>curator_gui/domains/grid/formats/layout.py</extracomment>
            <translation>{place} hat den Typ {dtype}, der Speicher aber {dtype2}, wobei Stellen verloren gingen</translation>
        </message>
        <message>
            <source>{place} differs from that of the items already stored; only items on the same coordinates fit into one store</source>
            <extracomment>curator_gui/domains/grid/formats/layout.py</extracomment>
            <translation>{place} unterscheidet sich von dem der schon gespeicherten Elemente; nur Elemente auf denselben Koordinaten passen in einen Speicher</translation>
        </message>
        <message>
            <source>{origin}a variable is named {mask}, which the store itself needs</source>
            <extracomment>curator_gui/domains/grid/formats/layout.py</extracomment>
            <translation>{origin}eine Variable heißt {mask}, was der Speicher selbst braucht</translation>
        </message>
        <message>
            <source>{place} has {key} {get}, but the store {get2}</source>
            <extracomment>curator_gui/domains/grid/formats/layout.py</extracomment>
            <translation>{place} hat {key} {get}, der Speicher aber {get2}</translation>
        </message>
        <message>
            <source>{path}: {first} and {second} have the same {name}; leave one out, or stack along another dimension</source>
            <extracomment>curator_gui/domains/grid/formats/netcdf_closing.py</extracomment>
            <translation>{path}: {first} und {second} haben dasselbe {name}; eines auslassen oder entlang einer anderen Dimension stapeln</translation>
        </message>
        <message>
            <source>{path} was not written by this sink; choose another folder or name</source>
            <extracomment>curator_gui/domains/grid/formats/netcdf_closing.py</extracomment>
            <translation>{path} wurde nicht von dieser Senke geschrieben; einen anderen Ordner oder Namen wählen</translation>
        </message>
        <message>
            <source>{path} holds {count} items along {found} already, not {size} along {dimension}; remove it or choose another folder</source>
            <extracomment>curator_gui/domains/grid/formats/netcdf_group.py</extracomment>
            <translation>{path} enthält schon {count} Elemente entlang {found}, nicht {size} entlang {dimension}; entfernen oder einen anderen Ordner wählen</translation>
        </message>
        <message>
            <source>{path} cannot be read: the file is empty</source>
            <extracomment>curator_gui/domains/grid/formats/opening.py</extracomment>
            <translation>{path} kann nicht gelesen werden: die Datei ist leer</translation>
        </message>
        <message>
            <source>{path} is cut off: at least {missing} bytes are not there</source>
            <extracomment>curator_gui/domains/grid/formats/opening.py</extracomment>
            <translation>{path} ist abgeschnitten: mindestens {missing} Bytes fehlen</translation>
        </message>
        <message>
            <source>promises {n} positions, more than the {most} that one file may have</source>
            <extracomment>curator_gui/domains/grid/formats/opening.py</extracomment>
            <translation>verspricht {n} Positionen, mehr als die {most}, die eine Datei haben darf</translation>
        </message>
        <message>
            <source>{path} cannot be read: there is no such folder</source>
            <extracomment>curator_gui/domains/grid/formats/opening.py</extracomment>
            <translation>{path} kann nicht gelesen werden: es gibt keinen solchen Ordner</translation>
        </message>
        <message>
            <source>{path}: index {first} ({label}) and index {second} ({label2}) have the same {name}; leave one out, or stack along another dimension</source>
            <extracomment>curator_gui/domains/grid/formats/zarr_closing.py</extracomment>
            <translation>{path}: Index {first} ({label}) und Index {second} ({label2}) haben die gleiche {name}; lassen Sie einen weg oder stapeln Sie entlang einer anderen Dimension</translation>
        </message>
        <message>
            <source>{path} holds data that are not from this sink; choose another folder</source>
            <extracomment>curator_gui/domains/grid/formats/zarr_layout.py</extracomment>
            <translation>{path} enthält Daten, die nicht von dieser Senke sind; einen anderen Ordner wählen</translation>
        </message>
        <message>
            <source>items have no dimension {dim}; there are {have}</source>
            <extracomment>curator_gui/domains/grid/formats/zarr_layout.py</extracomment>
            <translation>die Elemente haben keine Dimension {dim}; es gibt {have}</translation>
        </message>
        <message>
            <source>{path} cannot be created: {reason}</source>
            <extracomment>curator_gui/domains/grid/formats/zarr_layout.py</extracomment>
            <translation>{path} kann nicht angelegt werden: {reason}</translation>
        </message>
        <message>
            <source>no variable has two dimensions: there is no field to draw</source>
            <extracomment>curator_gui/domains/grid/inspection/describe.py</extracomment>
            <translation>keine Variable hat zwei Dimensionen: es gibt kein Feld zu zeichnen</translation>
        </message>
        <message>
            <source>{path} is no gridded data set</source>
            <extracomment>curator_gui/domains/grid/inspection/outputs.py</extracomment>
            <translation>{path} ist kein Gitterdatensatz</translation>
        </message>
        <message>
            <source>there is no such folder</source>
            <extracomment>curator_gui/domains/grid/listing.py</extracomment>
            <translation>diesen Ordner gibt es nicht</translation>
        </message>
        <message>
            <source>it is a file, not a folder; give its folder, and its name as the pattern</source>
            <extracomment>curator_gui/domains/grid/listing.py</extracomment>
            <translation>das ist eine Datei, kein Ordner; geben Sie ihren Ordner an und ihren Namen als Muster</translation>
        </message>
        <message>
            <source>{folder} cannot be listed: {listing_reason}</source>
            <extracomment>curator_gui/domains/grid/listing.py</extracomment>
            <translation>{folder} kann nicht aufgelistet werden: {listing_reason}</translation>
        </message>
        <message>
            <source>variable {name} is not in memory and was not measured</source>
            <extracomment>curator_gui/domains/grid/measures.py</extracomment>
            <translation>Die Variable {name} ist nicht im Speicher und wurde nicht gemessen</translation>
        </message>
        <message>
            <source>index {index} gave several items, but the store has one date for it</source>
            <extracomment>curator_gui/domains/grid/sinks/anemoi.py</extracomment>
            <translation>Index {index} ergab mehrere Elemente, aber der Speicher hat ein Datum dafür</translation>
        </message>
        <message>
            <source>{path} holds something else; choose another folder</source>
            <extracomment>curator_gui/domains/grid/sinks/anemoi.py</extracomment>
            <translation>{path} enthält etwas anderes; wählen Sie einen anderen Ordner</translation>
        </message>
        <message>
            <source>{one} and {other} do not fit into one store: {error}</source>
            <extracomment>curator_gui/domains/grid/sinks/foresight.py</extracomment>
            <translation>{one} und {other} passen nicht in einen Speicher: {error}</translation>
        </message>
        <message>
            <source>the files are of {count} kinds, of which {limit} were compared beforehand; items that do not fit to the others fail</source>
            <extracomment>curator_gui/domains/grid/sinks/foresight.py</extracomment>
            <translation>die Dateien sind von {count} Arten, von denen {limit} vorab verglichen wurden; Elemente, die nicht zu den anderen passen, schlagen fehl</translation>
        </message>
        <message>
            <source>{one} and {other} both have {dimension} {label}: leave one of them out, or stack along another dimension</source>
            <extracomment>curator_gui/domains/grid/sinks/foresight.py</extracomment>
            <translation>{one} und {other} haben beide {dimension} {label}: eines davon auslassen oder entlang einer anderen Dimension stapeln</translation>
        </message>
        <message>
            <source>the sink has no source: build the pipeline with source.write(sink)</source>
            <extracomment>curator_gui/domains/grid/sinks/netcdf.py</extracomment>
            <translation>die Senke hat keine Quelle: die Pipeline mit source.write(sink) bauen</translation>
        </message>
        <message>
            <source>{path} cannot be written: {reason}</source>
            <extracomment>curator_gui/domains/grid/sinks/netcdf.py</extracomment>
            <translation>{path} kann nicht geschrieben werden: {reason}</translation>
        </message>
        <message>
            <source>index {index} gave several items, all named {name}; add {{item}} to the name</source>
            <extracomment>curator_gui/domains/grid/sinks/netcdf.py</extracomment>
            <translation>Index {index} ergab mehrere Elemente, alle mit Namen {name}; {{item}} zum Namen hinzufügen</translation>
        </message>
        <message>
            <source>{count} empty places were left out of the files, because their items were dropped, failed or did not run</source>
            <extracomment>curator_gui/domains/grid/sinks/netcdf.py</extracomment>
            <translation>{count} leere Plätze wurden aus den Dateien weggelassen, weil ihre Elemente ausgelassen wurden, fehlschlugen oder nicht liefen</translation>
        </message>
        <message>
            <source>files of several items cannot be named by {time} or {item}</source>
            <extracomment>curator_gui/domains/grid/sinks/netcdf.py</extracomment>
            <translation>Dateien mit mehreren Elementen können nicht nach {time} oder {item} benannt werden</translation>
        </message>
        <message>
            <source>{path} stays in Zarr format 3, because no item was written or an earlier version began it; run all items again into another folder</source>
            <extracomment>curator_gui/domains/grid/sinks/zarr.py</extracomment>
            <translation>{path} bleibt im Zarr-Format 3, weil kein Element geschrieben wurde oder eine frühere Version den Speicher begonnen hat; lassen Sie alle Elemente noch einmal in einen anderen Ordner laufen</translation>
        </message>
        <message>
            <source>{path} holds items already, with {key} {get} instead of {value}; remove it or choose another folder</source>
            <extracomment>curator_gui/domains/grid/sinks/zarr.py</extracomment>
            <translation>{path} enthält schon Elemente, mit {key} {get} statt {value}; entfernen oder einen anderen Ordner wählen</translation>
        </message>
        <message>
            <source>{name}: {dim} needs a length of at least 1, not {length}</source>
            <extracomment>curator_gui/domains/grid/sinks/zarr.py</extracomment>
            <translation>{name}: {dim} braucht eine Länge von mindestens 1, nicht {length}</translation>
        </message>
        <message>
            <source>Zarr format 2 has no shards: leave them out, or take 3</source>
            <extracomment>curator_gui/domains/grid/sinks/zarr.py</extracomment>
            <translation>Zarr-Format 2 hat keine Shards: Lassen Sie sie weg, oder nehmen Sie 3</translation>
        </message>
        <message>
            <source>{dim} needs a multiple of the chunk's length {chunk}, not {length}</source>
            <extracomment>curator_gui/domains/grid/sinks/zarr.py</extracomment>
            <translation>{dim} braucht ein Vielfaches der Chunk-Länge {chunk}, nicht {length}</translation>
        </message>
        <message>
            <source>{path} is not empty and holds no Zarr store; choose another</source>
            <extracomment>curator_gui/domains/grid/sinks/zarr.py</extracomment>
            <translation>{path} ist nicht leer und enthält keinen Zarr-Speicher; wählen Sie einen anderen</translation>
        </message>
        <message>
            <source>{place} holds no variables{value}</source>
            <extracomment>curator_gui/domains/grid/sources/base.py</extracomment>
            <translation>{place} enthält keine Variablen{value}</translation>
        </message>
        <message>
            <source>{folder} has nothing that fits {pattern}</source>
            <extracomment>curator_gui/domains/grid/sources/base.py</extracomment>
            <translation>{folder} enthält nichts, was zu {pattern} passt</translation>
        </message>
        <message>
            <source>{path} has no variable {missing}; it has {have}</source>
            <extracomment>curator_gui/domains/grid/sources/base.py</extracomment>
            <translation>{path} hat keine Variable {missing}; es hat {have}</translation>
        </message>
        <message>
            <source>variables in groups are not read, such as those of {groups} in {path}; to read them, set the group</source>
            <extracomment>curator_gui/domains/grid/sources/base.py</extracomment>
            <translation>Variablen in Gruppen werden nicht gelesen, etwa die von {groups} in {path}; um sie zu lesen, die Gruppe angeben</translation>
        </message>
        <message>
            <source>{path} has no dimension {dimension}; it has {have}</source>
            <extracomment>curator_gui/domains/grid/sources/base.py</extracomment>
            <translation>{path} hat keine Dimension {dimension}; es hat {have}</translation>
        </message>
        <message>
            <source>{path}: its dimension {dimension} {error}</source>
            <extracomment>curator_gui/domains/grid/sources/base.py</extracomment>
            <translation>{path}: seine Dimension {dimension} {error}</translation>
        </message>
        <message>
            <source>groups of {path} that are not read: {groups}</source>
            <extracomment>curator_gui/domains/grid/sources/grib.py</extracomment>
            <translation>Gruppen von {path}, die nicht gelesen werden: {groups}</translation>
        </message>
        <message>
            <source>damaged messages of {path} are left out: {damage}</source>
            <extracomment>curator_gui/domains/grid/sources/grib.py</extracomment>
            <translation>beschädigte Nachrichten von {path} werden weggelassen: {damage}</translation>
        </message>
        <message>
            <source>positions of {path} without a message are NaN: {holes}</source>
            <extracomment>curator_gui/domains/grid/sources/grib.py</extracomment>
            <translation>Stellen von {path} ohne Nachricht sind NaN: {holes}</translation>
        </message>
        <message>
            <source>{path} has no group {name}; it has {have}</source>
            <extracomment>curator_gui/domains/grid/sources/grib.py</extracomment>
            <translation>{path} hat keine Gruppe {name}; vorhanden sind {have}</translation>
        </message>
        <message>
            <source>{words}; and {count} more</source>
            <extracomment>curator_gui/domains/grid/sources/grib_cubes.py</extracomment>
            <translation>{words}; und {count} weitere</translation>
        </message>
        <message>
            <source>{path} is remote: GRIB files are read from local folders</source>
            <extracomment>curator_gui/domains/grid/sources/grib_cubes.py</extracomment>
            <translation>{path} liegt im Netz: GRIB-Dateien werden aus lokalen Ordnern gelesen</translation>
        </message>
        <message>
            <source>{path} is damaged: {damage}</source>
            <extracomment>curator_gui/domains/grid/sources/grib_cubes.py</extracomment>
            <translation>{path} ist beschädigt: {damage}</translation>
        </message>
        <message>
            <source>{path} holds no GRIB message</source>
            <extracomment>curator_gui/domains/grid/sources/grib_cubes.py</extracomment>
            <translation>{path} enthält keine GRIB-Nachricht</translation>
        </message>
        <message>
            <source>{path}: messages {messages} hold {name} at the same position, and differ</source>
            <extracomment>curator_gui/domains/grid/sources/grib_messages.py</extracomment>
            <translation>{path}: Die Nachrichten {messages} enthalten {name} an derselben Stelle und unterscheiden sich</translation>
        </message>
        <message>
            <source>{path}: messages {messages} hold {name} at the same valid time, of different steps; take the items along time or step instead</source>
            <extracomment>curator_gui/domains/grid/sources/grib_messages.py</extracomment>
            <translation>{path}: Die Nachrichten {messages} enthalten {name} zur selben Gültigkeitszeit, aus verschiedenen Schritten; nehmen Sie die Elemente stattdessen entlang time oder step</translation>
        </message>
        <message>
            <source>message {number} at byte {start}: {reason}</source>
            <extracomment>curator_gui/domains/grid/sources/grib_messages.py</extracomment>
            <translation>Nachricht {number} bei Byte {start}: {reason}</translation>
        </message>
        <message>
            <source>{size} bytes at byte {start} that belong to no message</source>
            <extracomment>curator_gui/domains/grid/sources/grib_messages.py</extracomment>
            <translation>{size} Bytes ab Byte {start}, die zu keiner Nachricht gehören</translation>
        </message>
        <message>
            <source>Synthetic weather</source>
            <extracomment>curator_gui/domains/grid/sources/synthetic.py</extracomment>
            <translation>Synthetisches Wetter</translation>
        </message>
        <message>
            <source>{path} has a variable {name}, the name of a column of the table; choose columns</source>
            <extracomment>curator_gui/domains/grid/sources/table.py</extracomment>
            <translation>{path} hat eine Variable {name}, wie eine Spalte der Tabelle heißt; Spalten auswählen</translation>
        </message>
        <message>
            <source>the table has no value in {columns}: NaN</source>
            <extracomment>curator_gui/domains/grid/sources/table.py</extracomment>
            <translation>die Tabelle hat keinen Wert in {columns}: NaN</translation>
        </message>
        <message>
            <source>there is no file {path}</source>
            <extracomment>curator_gui/domains/grid/sources/table.py</extracomment>
            <translation>es gibt keine Datei {path}</translation>
        </message>
        <message>
            <source>variable {name} is on different grids in the items, so it has no climatology; regrid or crop them first</source>
            <extracomment>curator_gui/domains/grid/temporal/anomaly.py</extracomment>
            <translation>die Variable {name} liegt in den Elementen auf verschiedenen Gittern, also hat sie keine Klimatologie; zuerst umgittern oder zuschneiden</translation>
        </message>
        <message>
            <source>the climatology of {name} would have {count} numbers, more than {most}; choose months, coarsen the fields, or take the mean over longitude</source>
            <extracomment>curator_gui/domains/grid/temporal/anomaly.py</extracomment>
            <translation>die Klimatologie von {name} hätte {count} Zahlen, mehr als {most}; Monate wählen, die Felder vergröbern oder über longitude mitteln</translation>
        </message>
        <message>
            <source>{origin}variable {name} is on another grid than its climatology</source>
            <extracomment>curator_gui/domains/grid/temporal/anomaly.py</extracomment>
            <translation>{origin}die Variable {name} liegt auf einem anderen Gitter als ihre Klimatologie</translation>
        </message>
        <message>
            <source>{origin}variable {name} has no time of its own</source>
            <extracomment>curator_gui/domains/grid/temporal/anomaly.py</extracomment>
            <translation>{origin}die Variable {name} hat keine eigene Zeit</translation>
        </message>
        <message>
            <source>{origin}no training item is of {period} {key}</source>
            <extracomment>curator_gui/domains/grid/temporal/anomaly.py</extracomment>
            <translation>{origin}kein Trainingselement ist aus {period} {key}</translation>
        </message>
        <message>
            <source>times were sorted</source>
            <extracomment>curator_gui/domains/grid/temporal/axis.py</extracomment>
            <translation>Zeiten wurden sortiert</translation>
        </message>
        <message>
            <source>{origin}{time} comes more than once ({count} times too many)</source>
            <extracomment>curator_gui/domains/grid/temporal/axis.py</extracomment>
            <translation>{origin}{time} kommt mehrmals vor ({count} Zeiten zu viel)</translation>
        </message>
        <message>
            <source>times that come more than once were dropped</source>
            <extracomment>curator_gui/domains/grid/temporal/axis.py</extracomment>
            <translation>Zeiten, die mehrmals vorkommen, wurden weggelassen</translation>
        </message>
        <message>
            <source>{origin}after {time} come {gap} without a time, but the step is {step}</source>
            <extracomment>curator_gui/domains/grid/temporal/axis.py</extracomment>
            <translation>{origin}nach {time} kommen {gap} ohne Zeit, aber der Schritt ist {step}</translation>
        </message>
        <message>
            <source>{origin}{time} lies between the steps of {step}, so gaps cannot be filled</source>
            <extracomment>curator_gui/domains/grid/temporal/axis.py</extracomment>
            <translation>{origin}{time} liegt zwischen den Schritten von {step}, also können Lücken nicht gefüllt werden</translation>
        </message>
        <message>
            <source>times that were missing are filled with NaN</source>
            <extracomment>curator_gui/domains/grid/temporal/axis.py</extracomment>
            <translation>fehlende Zeiten wurden mit NaN gefüllt</translation>
        </message>
        <message>
            <source>its times are in order</source>
            <extracomment>curator_gui/domains/grid/temporal/axis.py</extracomment>
            <translation>die Zeiten sind in Ordnung</translation>
        </message>
        <message>
            <source>needs to be above 0</source>
            <extracomment>curator_gui/domains/grid/temporal/axis.py</extracomment>
            <translation>muss über 0 liegen</translation>
        </message>
        <message>
            <source>{origin}{name} has no time of day</source>
            <extracomment>curator_gui/domains/grid/temporal/differences.py</extracomment>
            <translation>{origin}{name} hat keine Tageszeit</translation>
        </message>
        <message>
            <source>{origin}has {count} times, so none is {lag} after another</source>
            <extracomment>curator_gui/domains/grid/temporal/differences.py</extracomment>
            <translation>{origin}hat {count} Zeiten, also liegt keine {lag} nach einer anderen</translation>
        </message>
        <message>
            <source>{origin}has one time only, so no step</source>
            <extracomment>curator_gui/domains/grid/temporal/differences.py</extracomment>
            <translation>{origin}hat nur eine Zeit, also keinen Schritt</translation>
        </message>
        <message>
            <source>{origin}the dimension {name} has no times</source>
            <extracomment>curator_gui/domains/grid/temporal/differences.py</extracomment>
            <translation>{origin}die Dimension {name} hat keine Zeiten</translation>
        </message>
        <message>
            <source>{origin}the step to {time} has a midnight within it, so its amount is not known; put Time axis before this step</source>
            <extracomment>curator_gui/domains/grid/temporal/differences.py</extracomment>
            <translation>{origin}im Schritt bis {time} liegt eine Mitternacht, also ist seine Menge nicht bekannt; Zeitachse vor diesen Schritt setzen</translation>
        </message>
        <message>
            <source>{origin}variable {name} falls by {amount} at {time}, where its sum does not begin anew; if it may fall by nature (net radiation), say so in may_fall</source>
            <extracomment>curator_gui/domains/grid/temporal/differences.py</extracomment>
            <translation>{origin}Variable {name} fällt um {amount} bei {time}, wo ihre Summe nicht neu beginnt; darf sie von Natur aus fallen (Nettostrahlung), dann sagen Sie es mit may_fall</translation>
        </message>
        <message>
            <source>sums that fall by their rounding give an amount of 0</source>
            <extracomment>curator_gui/domains/grid/temporal/differences.py</extracomment>
            <translation>Summen, die durch Rundung fallen, ergeben eine Menge von 0</translation>
        </message>
        <message>
            <source>needs at least one number</source>
            <extracomment>curator_gui/domains/grid/temporal/differences.py</extracomment>
            <translation>braucht mindestens eine Zahl</translation>
        </message>
        <message>
            <source>choose at least one variable</source>
            <extracomment>curator_gui/domains/grid/temporal/differences.py</extracomment>
            <translation>mindestens eine Variable wählen</translation>
        </message>
        <message>
            <source>a reset cannot be told from a sum that falls: take midnight or never</source>
            <extracomment>curator_gui/domains/grid/temporal/differences.py</extracomment>
            <translation>ein Neubeginn ist von einer Summe, die fällt, nicht zu unterscheiden: Nehmen Sie midnight oder never</translation>
        </message>
        <message>
            <source>{origin}no {period} has {least} times</source>
            <extracomment>curator_gui/domains/grid/temporal/means.py</extracomment>
            <translation>{origin}kein Zeitraum ({period}) hat {least} Zeiten</translation>
        </message>
        <message>
            <source>{origin}has {count} times, fewer than a window of {window}</source>
            <extracomment>curator_gui/domains/grid/temporal/means.py</extracomment>
            <translation>{origin}hat {count} Zeiten, weniger als ein Fenster von {window}</translation>
        </message>
        <message>
            <source>periods with too few times were dropped</source>
            <extracomment>curator_gui/domains/grid/temporal/means.py</extracomment>
            <translation>Zeiträume mit zu wenigen Zeiten wurden weggelassen</translation>
        </message>
        <message>
            <source>a window has one time</source>
            <extracomment>curator_gui/domains/grid/temporal/means.py</extracomment>
            <translation>ein Fenster hat eine Zeit</translation>
        </message>
        <message>
            <source>{origin}the axis {name} holds no times but numbers of type {dtype}</source>
            <extracomment>curator_gui/domains/grid/temporal/steps.py</extracomment>
            <translation>{origin}die Achse {name} enthält keine Zeiten, sondern Zahlen vom Typ {dtype}</translation>
        </message>
        <message>
            <source>{origin}time {name} is no axis of the item; this step works along the times within an item, so let the source give whole files</source>
            <extracomment>curator_gui/domains/grid/temporal/steps.py</extracomment>
            <translation>{origin}die Zeit {name} ist keine Achse des Elements; dieser Schritt arbeitet entlang der Zeiten in einem Element, die Quelle muss also ganze Dateien geben</translation>
        </message>
        <message>
            <source>{origin}times do not rise all along; put Time axis before this step</source>
            <extracomment>curator_gui/domains/grid/temporal/steps.py</extracomment>
            <translation>{origin}Zeiten steigen nicht durchgehend; Zeitachse vor diesen Schritt setzen</translation>
        </message>
        <message>
            <source>{origin}times are not evenly spaced ({steps}); put Time axis before this step</source>
            <extracomment>curator_gui/domains/grid/temporal/steps.py</extracomment>
            <translation>{origin}Zeiten haben keine gleichen Abstände ({steps}); Zeitachse vor diesen Schritt setzen</translation>
        </message>
        <message>
            <source>{origin}a time is missing (NaT)</source>
            <extracomment>curator_gui/domains/grid/temporal/steps.py</extracomment>
            <translation>{origin}eine Zeit fehlt (NaT)</translation>
        </message>
        <message>
            <source>variables along the time that are left out: {names}</source>
            <extracomment>curator_gui/domains/grid/temporal/steps.py</extracomment>
            <translation>weggelassene Variablen entlang der Zeit: {names}</translation>
        </message>
        <message>
            <source>the unit {text} is not known (at {part})</source>
            <extracomment>curator_gui/domains/grid/units.py</extracomment>
            <translation>die Einheit {text} ist nicht bekannt (bei {part})</translation>
        </message>
        <message>
            <source>{source} cannot be converted to {target}: they measure other things</source>
            <extracomment>curator_gui/domains/grid/units.py</extracomment>
            <translation>{source} lässt sich nicht in {target} umrechnen: sie messen Verschiedenes</translation>
        </message>
        <message>
            <source>the unit is empty; write 1 for a number without unit</source>
            <extracomment>curator_gui/domains/grid/units.py</extracomment>
            <translation>die Einheit ist leer; 1 schreiben für eine Zahl ohne Einheit</translation>
        </message>
        <message>
            <source>{source} was converted to {target} with the density of water, 1000 kg m-3</source>
            <extracomment>curator_gui/domains/grid/units.py</extracomment>
            <translation>{source} wurde mit der Dichte von Wasser, 1000 kg m-3, in {target} umgerechnet</translation>
        </message>
        <message>
            <source>has polyhedra, whose points cannot be renumbered; triangulate it first</source>
            <extracomment>curator_gui/domains/mesh/cells.py</extracomment>
            <translation>hat Polyeder, deren Punkte sich nicht neu nummerieren lassen; zuerst triangulieren</translation>
        </message>
        <message>
            <source>mixes {used}, which have a fixed order</source>
            <extracomment>curator_gui/domains/mesh/cells.py</extracomment>
            <translation>mischt {used}, die eine feste Reihenfolge haben</translation>
        </message>
        <message>
            <source>fields of whole numbers become real numbers: {names}</source>
            <extracomment>curator_gui/domains/mesh/filters/base.py</extracomment>
            <translation>Felder ganzer Zahlen werden reelle Zahlen: {names}</translation>
        </message>
        <message>
            <source>nothing is left of the mesh {what}</source>
            <extracomment>curator_gui/domains/mesh/filters/base.py</extracomment>
            <translation>vom Netz bleibt nichts übrig: {what}</translation>
        </message>
        <message>
            <source>point {number} has a coordinate that is NaN or infinite ({count} such in all)</source>
            <extracomment>curator_gui/domains/mesh/filters/base.py</extracomment>
            <translation>Punkt {number} hat eine Koordinate, die NaN oder unendlich ist (insgesamt {count} solche)</translation>
        </message>
        <message>
            <source>the field {name} holds whole numbers beyond 2^53, which cannot be averaged; drop it with Select fields first</source>
            <extracomment>curator_gui/domains/mesh/filters/base.py</extracomment>
            <translation>das Feld {name} enthält ganze Zahlen jenseits von 2^53, die nicht gemittelt werden können; zuerst mit „Felder auswählen“ weglassen</translation>
        </message>
        <message>
            <source>the field {name} holds texts, which cannot be {what}; drop it with Select fields first</source>
            <extracomment>curator_gui/domains/mesh/filters/base.py</extracomment>
            <translation>das Feld {name} enthält Texte, die sich nicht verarbeiten lassen ({what}); zuerst mit „Felder auswählen“ weglassen</translation>
        </message>
        <message>
            <source>the field {name} came out with {values} values for {count} points or cells; drop it with Select fields first</source>
            <extracomment>curator_gui/domains/mesh/filters/base.py</extracomment>
            <translation>das Feld {name} kam mit {values} Werten für {count} Punkte oder Zellen heraus; zuerst mit „Felder auswählen“ weglassen</translation>
        </message>
        <message>
            <source>a {kind} became an unstructured grid</source>
            <extracomment>curator_gui/domains/mesh/filters/base.py</extracomment>
            <translation>ein {kind} wurde zu einem unstrukturierten Gitter</translation>
        </message>
        <message>
            <source>points that no cell uses have no value: they are NaN</source>
            <extracomment>curator_gui/domains/mesh/filters/basic.py</extracomment>
            <translation>Punkte, die keine Zelle benutzt, haben keinen Wert: sie sind NaN</translation>
        </message>
        <message>
            <source>has both a cell field and a point field named {map}, and one would overwrite the other; drop one with Select fields first</source>
            <extracomment>curator_gui/domains/mesh/filters/basic.py</extracomment>
            <translation>hat sowohl ein Zellfeld als auch ein Punktfeld namens {map}, und eines überschriebe das andere; zuerst eines mit „Felder auswählen“ weglassen</translation>
        </message>
        <message>
            <source>is a regular grid, which has no points to merge</source>
            <extracomment>curator_gui/domains/mesh/filters/basic.py</extracomment>
            <translation>ist ein regelmäßiges Gitter, das keine Punkte zum Zusammenlegen hat</translation>
        </message>
        <message>
            <source>has no points to merge or to remove</source>
            <extracomment>curator_gui/domains/mesh/filters/basic.py</extracomment>
            <translation>hat keine Punkte, die zusammengelegt oder entfernt werden könnten</translation>
        </message>
        <message>
            <source>has no cell fields</source>
            <extracomment>curator_gui/domains/mesh/filters/basic.py</extracomment>
            <translation>hat keine Zellfelder</translation>
        </message>
        <message>
            <source>has no cells</source>
            <extracomment>curator_gui/domains/mesh/filters/basic.py</extracomment>
            <translation>hat keine Zellen</translation>
        </message>
        <message>
            <source>has no point fields</source>
            <extracomment>curator_gui/domains/mesh/filters/basic.py</extracomment>
            <translation>hat keine Punktfelder</translation>
        </message>
        <message>
            <source>nothing is left of the mesh after cropping: it lies outside</source>
            <extracomment>curator_gui/domains/mesh/filters/crop.py</extracomment>
            <translation>vom Netz bleibt nach dem Beschneiden nichts übrig: es liegt außerhalb</translation>
        </message>
        <message>
            <source>lies inside as a whole</source>
            <extracomment>curator_gui/domains/mesh/filters/crop.py</extracomment>
            <translation>liegt als Ganzes darin</translation>
        </message>
        <message>
            <source>no side of the box is set, so nothing would be cropped</source>
            <extracomment>curator_gui/domains/mesh/filters/crop.py</extracomment>
            <translation>keine Seite des Quaders ist gesetzt, es würde nichts abgeschnitten</translation>
        </message>
        <message>
            <source>has to be larger than {axis}_min ({low})</source>
            <extracomment>curator_gui/domains/mesh/filters/crop.py</extracomment>
            <translation>muss größer als {axis}_min ({low}) sein</translation>
        </message>
        <message>
            <source>{value} holds {max}, which is too large for float32; keep float64</source>
            <extracomment>curator_gui/domains/mesh/filters/fields.py</extracomment>
            <translation>{value} enthält {max}, zu groß für float32; float64 behalten</translation>
        </message>
        <message>
            <source>of {total} different points {merged} fall together in float32: move the mesh nearer to the origin, or keep the points in float64</source>
            <extracomment>curator_gui/domains/mesh/filters/fields.py</extracomment>
            <translation>von {total} verschiedenen Punkten fallen {merged} in float32 zusammen: das Netz näher an den Ursprung rücken oder die Punkte in float64 behalten</translation>
        </message>
        <message>
            <source>would have two {association} fields named {clash} after renaming</source>
            <extracomment>curator_gui/domains/mesh/filters/fields.py</extracomment>
            <translation>hätte nach dem Umbenennen zwei Felder namens {clash} ({association})</translation>
        </message>
        <message>
            <source>all fields are kept</source>
            <extracomment>curator_gui/domains/mesh/filters/fields.py</extracomment>
            <translation>alle Felder werden behalten</translation>
        </message>
        <message>
            <source>has no other fields</source>
            <extracomment>curator_gui/domains/mesh/filters/fields.py</extracomment>
            <translation>hat keine anderen Felder</translation>
        </message>
        <message>
            <source>everything is {dtype} already</source>
            <extracomment>curator_gui/domains/mesh/filters/fields.py</extracomment>
            <translation>alles ist schon {dtype}</translation>
        </message>
        <message>
            <source>has none of the fields</source>
            <extracomment>curator_gui/domains/mesh/filters/fields.py</extracomment>
            <translation>hat keines der Felder</translation>
        </message>
        <message>
            <source>{name} is given to several fields</source>
            <extracomment>curator_gui/domains/mesh/filters/fields.py</extracomment>
            <translation>{name} ist mehreren Feldern gegeben</translation>
        </message>
        <message>
            <source>cell or point</source>
            <extracomment>curator_gui/domains/mesh/filters/fields.py</extracomment>
            <translation>Zelle oder Punkt</translation>
        </message>
        <message>
            <source>the new name of {old} is empty</source>
            <extracomment>curator_gui/domains/mesh/filters/fields.py</extracomment>
            <translation>der neue Name von {old} ist leer</translation>
        </message>
        <message>
            <source>{new} has more `*` than {old} to replace them</source>
            <extracomment>curator_gui/domains/mesh/filters/fields.py</extracomment>
            <translation>{new} hat mehr `*`, als {old} ersetzen kann</translation>
        </message>
        <message>
            <source>has points but no cells, so it has no surface</source>
            <extracomment>curator_gui/domains/mesh/filters/geometry.py</extracomment>
            <translation>hat Punkte, aber keine Zellen, also keine Oberfläche</translation>
        </message>
        <message>
            <source>its surface cannot be extracted: {errors}</source>
            <extracomment>curator_gui/domains/mesh/filters/geometry.py</extracomment>
            <translation>seine Oberfläche lässt sich nicht gewinnen: {errors}</translation>
        </message>
        <message>
            <source>is a {kind}, but only a surface has normals; extract its surface first</source>
            <extracomment>curator_gui/domains/mesh/filters/geometry.py</extracomment>
            <translation>ist {kind}, aber nur eine Oberfläche hat Normalen; zuerst die Oberfläche gewinnen</translation>
        </message>
        <message>
            <source>has no polygons, so it has no normals</source>
            <extracomment>curator_gui/domains/mesh/filters/geometry.py</extracomment>
            <translation>hat keine Polygone, also keine Normalen</translation>
        </message>
        <message>
            <source>its cells are simplices already</source>
            <extracomment>curator_gui/domains/mesh/filters/geometry.py</extracomment>
            <translation>seine Zellen sind schon Simplexe</translation>
        </message>
        <message>
            <source>is a surface already</source>
            <extracomment>curator_gui/domains/mesh/filters/geometry.py</extracomment>
            <translation>ist schon eine Oberfläche</translation>
        </message>
        <message>
            <source>neither point nor cell normals are wanted</source>
            <extracomment>curator_gui/domains/mesh/filters/geometry.py</extracomment>
            <translation>weder Punkt- noch Zellnormalen sind gewünscht</translation>
        </message>
        <message>
            <source>match them by a key, such as stem or a pattern</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>sie über einen Schlüssel zuordnen, etwa stem oder ein Muster</translation>
        </message>
        <message>
            <source>the source does not tell which item this is, so it has no row</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>die Quelle sagt nicht, welches Element das ist, darum hat es keine Zeile</translation>
        </message>
        <message>
            <source>{table} has no row whose {key} is {wanted}</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>{table} hat keine Zeile, deren {key} {wanted} ist</translation>
        </message>
        <message>
            <source>{relpath} does not fit the pattern {pattern}</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>{relpath} passt nicht zum Muster {pattern}</translation>
        </message>
        <message>
            <source>{table} has no row whose {key} is {without}</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>{table} hat keine Zeile, deren {key} {without} ist</translation>
        </message>
        <message>
            <source>row {row} of {table} is for {first}, but item {contradiction} is {names}: {advice}</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>Zeile {row} von {table} ist für {first}, aber Element {contradiction} ist {names}: {advice}</translation>
        </message>
        <message>
            <source>{table} has {count} rows for {items} items: {advice}; the items are {names}</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>{table} hat {count} Zeilen für {items} Elemente: {advice}; die Elemente sind {names}</translation>
        </message>
        <message>
            <source>file: only {stem} can be filled in</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>file: nur {stem} lässt sich einsetzen</translation>
        </message>
        <message>
            <source>the source does not tell which file this mesh is from</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>die Quelle sagt nicht, aus welcher Datei dieses Netz stammt</translation>
        </message>
        <message>
            <source>the source does not tell which item this is, so it has no file</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>die Quelle sagt nicht, welches Element das ist, darum hat es keine Datei</translation>
        </message>
        <message>
            <source>there are no constants to add</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>es gibt keine Konstanten hinzuzufügen</translation>
        </message>
        <message>
            <source>{count} of {total} rows of {table} belong to no item: {rows}</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>{count} von {total} Zeilen von {table} gehören zu keinem Element: {rows}</translation>
        </message>
        <message>
            <source>the table has no column to add</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>die Tabelle hat keine Spalte hinzuzufügen</translation>
        </message>
        <message>
            <source>{table} has {n} rows: none for index {index}</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>{table} hat {n} Zeilen: keine für Index {index}</translation>
        </message>
        <message>
            <source>{table} has no column {pattern}; it has {names}</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>{table} hat keine Spalte {pattern}; es hat {names}</translation>
        </message>
        <message>
            <source>{count} files of this name belong to no mesh: {files}</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>{count} Dateien dieses Namens gehören zu keinem Netz: {files}</translation>
        </message>
        <message>
            <source>{path} has no number {pattern}; it has {numbers}</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>{path} hat keine Zahl {pattern}; es hat {numbers}</translation>
        </message>
        <message>
            <source>there is no file {missing}</source>
            <extracomment>curator_gui/domains/mesh/filters/global_data.py</extracomment>
            <translation>es gibt keine Datei {missing}</translation>
        </message>
        <message>
            <source>{path} is no table of mesh information</source>
            <extracomment>curator_gui/domains/mesh/filters/information.py</extracomment>
            <translation>{path} ist keine Tabelle mit Angaben zu Netzen</translation>
        </message>
        <message>
            <source>needs a file of statistics, or offsets and scales given by hand</source>
            <extracomment>curator_gui/domains/mesh/filters/normalise.py</extracomment>
            <translation>braucht eine Statistikdatei, oder von Hand angegebene Versätze und Skalierungen</translation>
        </message>
        <message>
            <source>has a cell field named {taken} already; rename it first</source>
            <extracomment>curator_gui/domains/mesh/filters/quality.py</extracomment>
            <translation>hat schon ein Zellfeld namens {taken}; zuerst umbenennen</translation>
        </message>
        <message>
            <source>choose at least one measure</source>
            <extracomment>curator_gui/domains/mesh/filters/quality.py</extracomment>
            <translation>wählen Sie mindestens ein Maß</translation>
        </message>
        <message>
            <source>has {available} {what}, fewer than the {count} asked for</source>
            <extracomment>curator_gui/domains/mesh/filters/random.py</extracomment>
            <translation>hat {available} {what}, weniger als die verlangten {count}</translation>
        </message>
        <message>
            <source>has no more {what} than are kept</source>
            <extracomment>curator_gui/domains/mesh/filters/random.py</extracomment>
            <translation>hat nicht mehr {what}, als behalten werden</translation>
        </message>
        <message>
            <source>neither points nor cells are to be permuted</source>
            <extracomment>curator_gui/domains/mesh/filters/random.py</extracomment>
            <translation>weder Punkte noch Zellen sollen permutiert werden</translation>
        </message>
        <message>
            <source>the {association} field {name}</source>
            <extracomment>curator_gui/domains/mesh/filters/scaling.py</extracomment>
            <translation>das Feld {name} ({association})</translation>
        </message>
        <message>
            <source>{name} has {n} components here and {n2} in other meshes</source>
            <extracomment>curator_gui/domains/mesh/filters/scaling.py</extracomment>
            <translation>{name} hat hier {n} Komponenten und in anderen Netzen {n2}</translation>
        </message>
        <message>
            <source>{name} has found no field of real numbers to scale</source>
            <extracomment>curator_gui/domains/mesh/filters/scaling.py</extracomment>
            <translation>{name} hat kein Feld mit reellen Zahlen zum Skalieren gefunden</translation>
        </message>
        <message>
            <source>there are no statistics for the {association} field {name}</source>
            <extracomment>curator_gui/domains/mesh/filters/scaling.py</extracomment>
            <translation>es gibt keine Statistik für das Feld {name} ({association})</translation>
        </message>
        <message>
            <source>the {association} field {name} has {components} components, but {statistics} has statistics for {n}</source>
            <extracomment>curator_gui/domains/mesh/filters/scaling.py</extracomment>
            <translation>das Feld {name} ({association}) hat {components} Komponenten, {statistics} hat aber eine Statistik für {n}</translation>
        </message>
        <message>
            <source>the {association} field {name} is in {n} of {all} meshes only</source>
            <extracomment>curator_gui/domains/mesh/filters/scaling.py</extracomment>
            <translation>das Feld {name} ({association}) ist nur in {n} von {all} Netzen</translation>
        </message>
        <message>
            <source>component {number} of {place}</source>
            <extracomment>curator_gui/domains/mesh/filters/scaling.py</extracomment>
            <translation>{place}, Komponente {number},</translation>
        </message>
        <message>
            <source>has no field that there are numbers for</source>
            <extracomment>curator_gui/domains/mesh/filters/scaling.py</extracomment>
            <translation>hat kein Feld, für das es Zahlen gibt</translation>
        </message>
        <message>
            <source>the {association} field {name} is in no training item: it stays as it is</source>
            <extracomment>curator_gui/domains/mesh/filters/scaling.py</extracomment>
            <translation>das Feld {name} ({association}) ist in keinem Trainingselement: es bleibt, wie es ist</translation>
        </message>
        <message>
            <source>{name}: nothing can be divided by 0</source>
            <extracomment>curator_gui/domains/mesh/filters/scaling.py</extracomment>
            <translation>{name}: durch 0 kann nicht geteilt werden</translation>
        </message>
        <message>
            <source>has no time to be selected by</source>
            <extracomment>curator_gui/domains/mesh/filters/select_items.py</extracomment>
            <translation>hat keine Zeit, nach der ausgewählt werden könnte</translation>
        </message>
        <message>
            <source>left out because its {quantity} is NaN</source>
            <extracomment>curator_gui/domains/mesh/filters/select_items.py</extracomment>
            <translation>weggelassen, weil die Größe {quantity} NaN ist</translation>
        </message>
        <message>
            <source>the field {name} holds texts, no numbers</source>
            <extracomment>curator_gui/domains/mesh/filters/select_items.py</extracomment>
            <translation>das Feld {name} enthält Texte, keine Zahlen</translation>
        </message>
        <message>
            <source>which field?</source>
            <extracomment>curator_gui/domains/mesh/filters/select_items.py</extracomment>
            <translation>welches Feld?</translation>
        </message>
        <message>
            <source>is less than at_least, so nothing would be kept</source>
            <extracomment>curator_gui/domains/mesh/filters/select_items.py</extracomment>
            <translation>ist kleiner als at_least, also bliebe nichts</translation>
        </message>
        <message>
            <source>has no field of numbers</source>
            <extracomment>curator_gui/domains/mesh/filters/statistics.py</extracomment>
            <translation>hat kein Feld mit Zahlen</translation>
        </message>
        <message>
            <source>{name} needs a lowest and a highest value, not {limits}</source>
            <extracomment>curator_gui/domains/mesh/filters/statistics.py</extracomment>
            <translation>{name} braucht einen kleinsten und einen größten Wert, nicht {limits}</translation>
        </message>
        <message>
            <source>is a {kind}, but only surfaces are decimated; extract it first</source>
            <extracomment>curator_gui/domains/mesh/filters/surface.py</extracomment>
            <translation>ist {kind}, aber nur Oberflächen werden ausgedünnt; zuerst die Oberfläche gewinnen</translation>
        </message>
        <message>
            <source>has other cells than triangles; triangulate it first</source>
            <extracomment>curator_gui/domains/mesh/filters/surface.py</extracomment>
            <translation>hat andere Zellen als Dreiecke; zuerst triangulieren</translation>
        </message>
        <message>
            <source>has no direction: all numbers are 0</source>
            <extracomment>curator_gui/domains/mesh/filters/surface.py</extracomment>
            <translation>hat keine Richtung: alle Zahlen sind 0</translation>
        </message>
        <message>
            <source>no triangle could be removed</source>
            <extracomment>curator_gui/domains/mesh/filters/surface.py</extracomment>
            <translation>kein Dreieck konnte entfernt werden</translation>
        </message>
        <message>
            <source>needs three numbers (x, y, z), not {n}</source>
            <extracomment>curator_gui/domains/mesh/filters/surface.py</extracomment>
            <translation>braucht drei Zahlen (x, y, z), nicht {n}</translation>
        </message>
        <message>
            <source>no kind of edge is to be kept</source>
            <extracomment>curator_gui/domains/mesh/filters/surface.py</extracomment>
            <translation>keine Art von Kanten soll bleiben</translation>
        </message>
        <message>
            <source>has no time, so there are no rates of change</source>
            <extracomment>curator_gui/domains/mesh/filters/transient.py</extracomment>
            <translation>hat keine Zeit, also gibt es keine Änderungsraten</translation>
        </message>
        <message>
            <source>the field {name} is not there in all time steps, in the same size and as numbers</source>
            <extracomment>curator_gui/domains/mesh/filters/transient.py</extracomment>
            <translation>das Feld {name} ist nicht in allen Zeitschritten da, in derselben Größe und als Zahlen</translation>
        </message>
        <message>
            <source>has {size} points and cells, but the first time step {first}</source>
            <extracomment>curator_gui/domains/mesh/filters/transient.py</extracomment>
            <translation>hat {size} Punkte und Zellen, aber der erste Zeitschritt {first}</translation>
        </message>
        <message>
            <source>has only one time step, so there are no rates of change</source>
            <extracomment>curator_gui/domains/mesh/filters/transient.py</extracomment>
            <translation>hat nur einen Zeitschritt, also gibt es keine Änderungsraten</translation>
        </message>
        <message>
            <source>has {points} points, but the first time step has {first}</source>
            <extracomment>curator_gui/domains/mesh/filters/transient.py</extracomment>
            <translation>hat {points} Punkte, aber der erste Zeitschritt hat {first}</translation>
        </message>
        <message>
            <source>has a point field named {taken} already; rename it first</source>
            <extracomment>curator_gui/domains/mesh/filters/transient.py</extracomment>
            <translation>hat schon ein Punktfeld namens {taken}; zuerst umbenennen</translation>
        </message>
        <message>
            <source>has only one time step</source>
            <extracomment>curator_gui/domains/mesh/filters/transient.py</extracomment>
            <translation>hat nur einen Zeitschritt</translation>
        </message>
        <message>
            <source>points move between the time steps: those of the first are kept</source>
            <extracomment>curator_gui/domains/mesh/filters/transient.py</extracomment>
            <translation>Punkte bewegen sich zwischen den Zeitschritten: die des ersten bleiben</translation>
        </message>
        <message>
            <source>fields that have no mean are left out: {names}</source>
            <extracomment>curator_gui/domains/mesh/filters/transient.py</extracomment>
            <translation>Felder ohne Mittelwert wurden weggelassen: {names}</translation>
        </message>
        <message>
            <source>without it the fields themselves would be replaced</source>
            <extracomment>curator_gui/domains/mesh/filters/transient.py</extracomment>
            <translation>ohne sie würden die Felder selbst ersetzt</translation>
        </message>
        <message>
            <source>its time {time} does not come after {before}</source>
            <extracomment>curator_gui/domains/mesh/filters/transient.py</extracomment>
            <translation>die Zeit {time} kommt nicht nach {before}</translation>
        </message>
        <message>
            <source>has no points</source>
            <extracomment>curator_gui/domains/mesh/filters/transient.py</extracomment>
            <translation>hat keine Punkte</translation>
        </message>
        <message>
            <source>points outside the mesh: the fields are NaN there</source>
            <extracomment>curator_gui/domains/mesh/filters/uniform.py</extracomment>
            <translation>Punkte außerhalb des Netzes: Dort sind die Felder NaN</translation>
        </message>
        <message>
            <source>{name} is a field of points and one of cells; rename or drop one of them first</source>
            <extracomment>curator_gui/domains/mesh/filters/uniform.py</extracomment>
            <translation>{name} ist ein Feld von Punkten und eines von Zellen; zuerst eines davon umbenennen oder weglassen</translation>
        </message>
        <message>
            <source>there is a field {name} already; name the mask otherwise</source>
            <extracomment>curator_gui/domains/mesh/filters/uniform.py</extracomment>
            <translation>es gibt schon ein Feld {name}; die Maske anders nennen</translation>
        </message>
        <message>
            <source>the grid would have {n} points</source>
            <extracomment>curator_gui/domains/mesh/filters/uniform.py</extracomment>
            <translation>das Gitter hätte {n} Punkte</translation>
        </message>
        <message>
            <source>the bounds given along {axis} lie beside the mesh</source>
            <extracomment>curator_gui/domains/mesh/filters/uniform.py</extracomment>
            <translation>die angegebenen Grenzen entlang {axis} liegen neben dem Netz</translation>
        </message>
        <message>
            <source>no point of the grid lies inside a cell of the mesh</source>
            <extracomment>curator_gui/domains/mesh/filters/uniform.py</extracomment>
            <translation>kein Punkt des Gitters liegt in einer Zelle des Netzes</translation>
        </message>
        <message>
            <source>is flat along {axis}: there can be only one point</source>
            <extracomment>curator_gui/domains/mesh/filters/uniform.py</extracomment>
            <translation>ist flach entlang {axis}: Dort kann es nur einen Punkt geben</translation>
        </message>
        <message>
            <source>is less than {axis}_min ({low})</source>
            <extracomment>curator_gui/domains/mesh/filters/uniform.py</extracomment>
            <translation>ist kleiner als {axis}_min ({low})</translation>
        </message>
        <message>
            <source>points outside the mesh: fields are 0</source>
            <extracomment>curator_gui/domains/mesh/filters/uniform.py</extracomment>
            <translation>Punkte außerhalb des Netzes: Felder sind 0</translation>
        </message>
        <message>
            <source>give either dimensions or a spacing</source>
            <extracomment>curator_gui/domains/mesh/filters/uniform.py</extracomment>
            <translation>entweder Anzahlen oder einen Abstand angeben</translation>
        </message>
        <message>
            <source>needs one number or three (x, y, z), not {n}</source>
            <extracomment>curator_gui/domains/mesh/filters/uniform.py</extracomment>
            <translation>braucht eine Zahl oder drei (x, y, z), nicht {n}</translation>
        </message>
        <message>
            <source>all numbers have to be above 0</source>
            <extracomment>curator_gui/domains/mesh/filters/uniform.py</extracomment>
            <translation>alle Zahlen müssen größer als 0 sein</translation>
        </message>
        <message>
            <source>cells that one piece holds for another (ghost cells) were dropped</source>
            <extracomment>curator_gui/domains/mesh/formats/blocks.py</extracomment>
            <translation>Zellen, die ein Teilnetz für ein anderes hält (Ghost-Zellen), wurden weggelassen</translation>
        </message>
        <message>
            <source>has no block {pattern}; its blocks: {names}</source>
            <extracomment>curator_gui/domains/mesh/formats/blocks.py</extracomment>
            <translation>hat keinen Block {pattern}; seine Blöcke: {names}</translation>
        </message>
        <message>
            <source>fields that not every block has are left out: {names}</source>
            <extracomment>curator_gui/domains/mesh/formats/blocks.py</extracomment>
            <translation>Felder, die nicht jeder Block hat, sind ausgelassen: {names}</translation>
        </message>
        <message>
            <source>global data that blocks contradict is left out: {names}</source>
            <extracomment>curator_gui/domains/mesh/formats/blocks.py</extracomment>
            <translation>globale Daten, in denen sich Blöcke widersprechen, sind ausgelassen: {names}</translation>
        </message>
        <message>
            <source>holds a {getclassname}, which is no mesh</source>
            <extracomment>curator_gui/domains/mesh/formats/blocks.py</extracomment>
            <translation>enthält {getclassname}, was kein Netz ist</translation>
        </message>
        <message>
            <source>{path} holds no cells: it is empty, damaged or of another format</source>
            <extracomment>curator_gui/domains/mesh/formats/exodus.py</extracomment>
            <translation>{path} enthält keine Zellen: leer, beschädigt oder in einem anderen Format</translation>
        </message>
        <message>
            <source>{path} has a block (number {number}) of cells {words} with {count} points, which cannot be read</source>
            <extracomment>curator_gui/domains/mesh/formats/exodus.py</extracomment>
            <translation>{path} hat einen Block (Nummer {number}) aus Zellen {words} mit {count} Punkten, der nicht gelesen werden kann</translation>
        </message>
        <message>
            <source>left out of Exodus files: {words}</source>
            <extracomment>curator_gui/domains/mesh/formats/exodus.py</extracomment>
            <translation>aus Exodus-Dateien weggelassen: {words}</translation>
        </message>
        <message>
            <source>{path} is no Exodus file: it has no nodes</source>
            <extracomment>curator_gui/domains/mesh/formats/exodus.py</extracomment>
            <translation>{path} ist keine Exodus-Datei: sie hat keine Knoten</translation>
        </message>
        <message>
            <source>fields with 7 of their digits only: {names}</source>
            <extracomment>curator_gui/domains/mesh/formats/foam.py</extracomment>
            <translation>Felder mit nur 7 ihrer Stellen: {names}</translation>
        </message>
        <message>
            <source>{path} is no CalculiX result file: it does not begin with 1C</source>
            <extracomment>curator_gui/domains/mesh/formats/frd.py</extracomment>
            <translation>{path} ist keine Ergebnisdatei von CalculiX: sie beginnt nicht mit 1C</translation>
        </message>
        <message>
            <source>{path} is cut off: its last line is not 9999</source>
            <extracomment>curator_gui/domains/mesh/formats/frd.py</extracomment>
            <translation>{path} ist abgeschnitten: ihre letzte Zeile ist nicht 9999</translation>
        </message>
        <message>
            <source>{n} values for {n2} nodes with {components} components</source>
            <extracomment>curator_gui/domains/mesh/formats/frd.py</extracomment>
            <translation>{n} Werte für {n2} Knoten mit {components} Komponenten</translation>
        </message>
        <message>
            <source>{path}, near line {at}: {error}</source>
            <extracomment>curator_gui/domains/mesh/formats/frd.py</extracomment>
            <translation>{path}, bei Zeile {at}: {error}</translation>
        </message>
        <message>
            <source>format {value}: only ASCII files can be read</source>
            <extracomment>curator_gui/domains/mesh/formats/frd.py</extracomment>
            <translation>Format {value}: nur ASCII-Dateien können gelesen werden</translation>
        </message>
        <message>
            <source>node {asarray} does not exist</source>
            <extracomment>curator_gui/domains/mesh/formats/frd.py</extracomment>
            <translation>der Knoten {asarray} existiert nicht</translation>
        </message>
        <message>
            <source>the file holds no nodes or no elements</source>
            <extracomment>curator_gui/domains/mesh/formats/frd.py</extracomment>
            <translation>die Datei enthält keine Knoten oder keine Elemente</translation>
        </message>
        <message>
            <source>{int} nodes are announced, {n} are there</source>
            <extracomment>curator_gui/domains/mesh/formats/frd.py</extracomment>
            <translation>{int} Knoten sind angekündigt, {n} sind da</translation>
        </message>
        <message>
            <source>results stand before the nodes that they are for</source>
            <extracomment>curator_gui/domains/mesh/formats/frd.py</extracomment>
            <translation>Ergebnisse stehen vor den Knoten, zu denen sie gehören</translation>
        </message>
        <message>
            <source>an element of type {kind} has {n} nodes</source>
            <extracomment>curator_gui/domains/mesh/formats/frd.py</extracomment>
            <translation>ein Element vom Typ {kind} hat {n} Knoten</translation>
        </message>
        <message>
            <source>{path} has cells {name}, whose shape the name does not tell: write it as VTK with Kratos' VtkOutput</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/mdpa.py</extracomment>
            <translation>{path} hat Zellen {name}, deren Form der Name nicht sagt: als VTK schreiben, mit Kratos' VtkOutput</translation>
        </message>
        <message>
            <source>{path} is cut off: {begun} blocks begin and {ended} end</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/mdpa.py</extracomment>
            <translation>{path} ist abgeschnitten: {begun} Blöcke beginnen und {ended} enden</translation>
        </message>
        <message>
            <source>left out of Kratos files: {data}</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/mdpa.py</extracomment>
            <translation>aus Kratos-Dateien weggelassen: {data}</translation>
        </message>
        <message>
            <source>{path} has point {number} where {expected} belongs: the reader takes points for numbered 1, 2, 3 ...; number them anew in Kratos</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/mdpa.py</extracomment>
            <translation>{path} hat Punkt {number}, wo {expected} hingehört: Der Leser hält die Punkte für 1, 2, 3 ... nummeriert; in Kratos neu nummerieren</translation>
        </message>
        <message>
            <source>{path} has points in the coordinate system {number}, which cannot be read: export it in the basic system</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/nastran.py</extracomment>
            <translation>{path} hat Punkte im Koordinatensystem {number}, das nicht gelesen werden kann: im Grundsystem exportieren</translation>
        </message>
        <message>
            <source>{path} is cut off: there is no ENDDATA</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/nastran.py</extracomment>
            <translation>{path} ist abgeschnitten: ENDDATA fehlt</translation>
        </message>
        <message>
            <source>a file without ENDDATA may be cut off: that cannot be told</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/nastran.py</extracomment>
            <translation>eine Datei ohne ENDDATA kann abgeschnitten sein: das lässt sich nicht erkennen</translation>
        </message>
        <message>
            <source>cards that say nothing about cells are left out: {names}</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/nastran.py</extracomment>
            <translation>Karten, die nichts über Zellen sagen, werden weggelassen: {names}</translation>
        </message>
        <message>
            <source>cells with only some of their edge points became linear</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/nastran.py</extracomment>
            <translation>Zellen mit nur einem Teil ihrer Kantenpunkte wurden linear</translation>
        </message>
        <message>
            <source>{path} has cells on the point {point}, which is not there</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/nastran.py</extracomment>
            <translation>{path} hat Zellen auf dem Punkt {point}, den es nicht gibt</translation>
        </message>
        <message>
            <source>{path} cannot be read: the card {card} is not what the format asks for: {error}</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/nastran.py</extracomment>
            <translation>{path} kann nicht gelesen werden: die Karte {card} ist nicht, was das Format verlangt: {error}</translation>
        </message>
        <message>
            <source>{path} cannot be read: it does not begin with OFF</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/off.py</extracomment>
            <translation>{path} kann nicht gelesen werden: sie beginnt nicht mit OFF</translation>
        </message>
        <message>
            <source>{path} is cut off: it holds less than it announces</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/off.py</extracomment>
            <translation>{path} ist abgeschnitten: sie enthält weniger, als sie ankündigt</translation>
        </message>
        <message>
            <source>the colors of faces are left out</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/off.py</extracomment>
            <translation>die Farben der Flächen werden weggelassen</translation>
        </message>
        <message>
            <source>a face of {count} corners has fewer</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/off.py</extracomment>
            <translation>eine Fläche mit {count} Ecken hat weniger</translation>
        </message>
        <message>
            <source>global data that are no numbers are left out: {names}</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/repairs.py</extracomment>
            <translation>globale Daten, die keine Zahlen sind, werden weggelassen: {names}</translation>
        </message>
        <message>
            <source>sets of points and cells in included files are left out</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/repairs.py</extracomment>
            <translation>Mengen von Punkten und Zellen in eingebundenen Dateien werden weggelassen</translation>
        </message>
        <message>
            <source>the set {name} could not be read and is left out</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/repairs.py</extracomment>
            <translation>die Menge {name} konnte nicht gelesen werden und ist ausgelassen</translation>
        </message>
        <message>
            <source>cells that were inside out in VTK's order of points were turned: {kinds}</source>
            <extracomment>curator_gui/domains/mesh/formats/meshio/repairs.py</extracomment>
            <translation>Zellen, die in der Punktfolge von VTK umgestülpt waren, wurden gewendet: {kinds}</translation>
        </message>
        <message>
            <source>has a field named {name}, which a .pmsh cannot hold</source>
            <extracomment>curator_gui/domains/mesh/formats/pmsh.py</extracomment>
            <translation>hat ein Feld namens {name}, das ein .pmsh nicht aufnehmen kann</translation>
        </message>
        <message>
            <source>has the field {name} of type {dtype}, which torch lacks; change it with Precision</source>
            <extracomment>curator_gui/domains/mesh/formats/pmsh.py</extracomment>
            <translation>hat das Feld {name} vom Typ {dtype}, den torch nicht hat; ändern Sie ihn mit Genauigkeit</translation>
        </message>
        <message>
            <source>has no cells, so there are no simplices to write</source>
            <extracomment>curator_gui/domains/mesh/formats/simplices.py</extracomment>
            <translation>hat keine Zellen, also gibt es keine Simplizes zu schreiben</translation>
        </message>
        <message>
            <source>has cells of VTK type {kind}, which cannot be cut</source>
            <extracomment>curator_gui/domains/mesh/formats/simplices.py</extracomment>
            <translation>hat Zellen vom VTK-Typ {kind}, die sich nicht zerlegen lassen</translation>
        </message>
        <message>
            <source>{count} cells of a lower dimension were left out of the simplices</source>
            <extracomment>curator_gui/domains/mesh/formats/simplices.py</extracomment>
            <translation>{count} Zellen niedrigerer Dimension wurden bei den Simplizes weggelassen</translation>
        </message>
        <message>
            <source>{count} curved cells were cut as if their edges were straight</source>
            <extracomment>curator_gui/domains/mesh/formats/simplices.py</extracomment>
            <translation>{count} gekrümmte Zellen wurden zerlegt, als wären ihre Kanten gerade</translation>
        </message>
        <message>
            <source>{count} cells have no size, because they have a point twice, and were left out</source>
            <extracomment>curator_gui/domains/mesh/formats/simplices.py</extracomment>
            <translation>{count} Zellen haben keine Größe, weil sie einen Punkt doppelt haben, und wurden weggelassen</translation>
        </message>
        <message>
            <source>{count} cells are not convex, and their simplices overlap</source>
            <extracomment>curator_gui/domains/mesh/formats/simplices.py</extracomment>
            <translation>{count} Zellen sind nicht konvex, und ihre Simplizes überlappen sich</translation>
        </message>
        <message>
            <source>histograms with different bins cannot be added</source>
            <extracomment>curator_gui/domains/mesh/formats/statistics_file.py</extracomment>
            <translation>Histogramme mit verschiedenen Klassen lassen sich nicht addieren</translation>
        </message>
        <message>
            <source>{path} is no file of field statistics: {error}</source>
            <extracomment>curator_gui/domains/mesh/formats/statistics_file.py</extracomment>
            <translation>{path} ist keine Datei mit Feldstatistik: {error}</translation>
        </message>
        <message>
            <source>format {data}, version {data2}</source>
            <extracomment>curator_gui/domains/mesh/formats/statistics_file.py</extracomment>
            <translation>Format {data}, Version {data2}</translation>
        </message>
        <message>
            <source>{path} has {twice} twice in column {column}</source>
            <extracomment>curator_gui/domains/mesh/formats/tables.py</extracomment>
            <translation>{path} hat {twice} zweimal in Spalte {column}</translation>
        </message>
        <message>
            <source>{path} is empty</source>
            <extracomment>curator_gui/domains/mesh/formats/tables.py</extracomment>
            <translation>{path} ist leer</translation>
        </message>
        <message>
            <source>{path} has two columns of the same name: {columns}</source>
            <extracomment>curator_gui/domains/mesh/formats/tables.py</extracomment>
            <translation>{path} hat zwei Spalten gleichen Namens: {columns}</translation>
        </message>
        <message>
            <source>pattern: needs the name of one column in braces, such as run_{run}</source>
            <extracomment>curator_gui/domains/mesh/formats/tables.py</extracomment>
            <translation>pattern: braucht den Namen einer Spalte in Klammern, etwa run_{run}</translation>
        </message>
        <message>
            <source>{path} holds no numbers by name</source>
            <extracomment>curator_gui/domains/mesh/formats/tables.py</extracomment>
            <translation>{path} enthält keine Zahlen mit Namen</translation>
        </message>
        <message>
            <source>{path} has {count} rows; a file beside a mesh has one</source>
            <extracomment>curator_gui/domains/mesh/formats/tables.py</extracomment>
            <translation>{path} hat {count} Zeilen; eine Datei neben einem Netz hat eine</translation>
        </message>
        <message>
            <source>{path} is no table: {error}</source>
            <extracomment>curator_gui/domains/mesh/formats/tables.py</extracomment>
            <translation>{path} ist keine Tabelle: {error}</translation>
        </message>
        <message>
            <source>{path}, line {number}: {n} values for {n2} columns</source>
            <extracomment>curator_gui/domains/mesh/formats/tables.py</extracomment>
            <translation>{path}, Zeile {number}: {n} Werte für {n2} Spalten</translation>
        </message>
        <message>
            <source>{path}, line {row}: {column} is {text}, not a number</source>
            <extracomment>curator_gui/domains/mesh/formats/tables.py</extracomment>
            <translation>{path}, Zeile {row}: {column} ist {text}, keine Zahl</translation>
        </message>
        <message>
            <source>{path} cannot be read: its {size} bytes are less than an STL header</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/checks.py</extracomment>
            <translation>{path} kann nicht gelesen werden: seine {size} Bytes sind weniger als ein STL-Kopf</translation>
        </message>
        <message>
            <source>{path} is cut off: {there} of {announced} triangles are there</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/checks.py</extracomment>
            <translation>{path} ist abgeschnitten: {there} von {announced} Dreiecken sind da</translation>
        </message>
        <message>
            <source>{path} is cut off: its last solid does not end with endsolid</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/checks.py</extracomment>
            <translation>{path} ist abgeschnitten: sein letzter Körper endet nicht mit endsolid</translation>
        </message>
        <message>
            <source>{path} is cut off in its last section</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/checks.py</extracomment>
            <translation>{path} ist in seinem letzten Abschnitt abgeschnitten</translation>
        </message>
        <message>
            <source>{path} is cut off: zones without a name: {missing}</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/checks.py</extracomment>
            <translation>{path} ist abgeschnitten: Zonen ohne Namen: {missing}</translation>
        </message>
        <message>
            <source>{path} is cut off: {there} of {total} {kind} are there</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/checks.py</extracomment>
            <translation>{path} ist abgeschnitten: {there} von {total} {kind} sind da</translation>
        </message>
        <message>
            <source>zones of faces (boundaries) are left out: {names}</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/checks.py</extracomment>
            <translation>Zonen von Flächen (Ränder) werden weggelassen: {names}</translation>
        </message>
        <message>
            <source>what is left out of a CGNS file in the ADF format cannot be told</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/checks.py</extracomment>
            <translation>was aus einer CGNS-Datei im Format ADF weggelassen wird, lässt sich nicht erkennen</translation>
        </message>
        <message>
            <source>left out of CGNS files: {words}</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/checks.py</extracomment>
            <translation>aus CGNS-Dateien weggelassen: {words}</translation>
        </message>
        <message>
            <source>{path} is made of {name}, which lies outside of its folder; copy it there</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/collections.py</extracomment>
            <translation>{path} besteht aus {name}, außerhalb seines Ordners; dorthin kopieren</translation>
        </message>
        <message>
            <source>{path} is made of itself</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/collections.py</extracomment>
            <translation>{path} besteht aus sich selbst</translation>
        </message>
        <message>
            <source>{path} is cut off in its {name} list: {n} bytes are there</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/ply.py</extracomment>
            <translation>{path} ist in der Liste {name} abgeschnitten: {n} Bytes sind da</translation>
        </message>
        <message>
            <source>{path} cannot be read: it has no complete PLY header</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/ply.py</extracomment>
            <translation>{path} kann nicht gelesen werden: der PLY-Kopf ist nicht vollständig</translation>
        </message>
        <message>
            <source>{path} is cut off: {found} of {expected} lines of data are there</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/ply.py</extracomment>
            <translation>{path} ist abgeschnitten: {found} von {expected} Datenzeilen sind da</translation>
        </message>
        <message>
            <source>{path} cannot be read: its PLY header is wrong: {error}</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/ply.py</extracomment>
            <translation>{path} kann nicht gelesen werden: der PLY-Kopf ist falsch: {error}</translation>
        </message>
        <message>
            <source>no format line</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/ply.py</extracomment>
            <translation>keine Formatzeile</translation>
        </message>
        <message>
            <source>elements of PLY files that are not read: {names}</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/ply.py</extracomment>
            <translation>Elemente von PLY-Dateien, die nicht gelesen werden: {names}</translation>
        </message>
        <message>
            <source>properties of a PLY file that are not read: {names}</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/ply.py</extracomment>
            <translation>Eigenschaften einer PLY-Datei, die nicht gelesen werden: {names}</translation>
        </message>
        <message>
            <source>{path}: {value} is none of {suffixes}</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/reading.py</extracomment>
            <translation>{path}: {value} ist keines von {suffixes}</translation>
        </message>
        <message>
            <source>{path} cannot be read: VTK gave no mesh and no reason</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/reading.py</extracomment>
            <translation>{path} kann nicht gelesen werden: VTK gab kein Netz und keinen Grund</translation>
        </message>
        <message>
            <source>{path} cannot be read: {errors}</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/reading.py</extracomment>
            <translation>{path} kann nicht gelesen werden: {errors}</translation>
        </message>
        <message>
            <source>{path} is empty (0 bytes)</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/reading.py</extracomment>
            <translation>{path} ist leer (0 Bytes)</translation>
        </message>
        <message>
            <source>{path}: the {what} field {getname} has {values}</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/reading.py</extracomment>
            <translation>{path}: das Feld {getname} ({what}) hat {values}</translation>
        </message>
        <message>
            <source>{path} has cells on point {point}, but its points are 0-{count}</source>
            <extracomment>curator_gui/domains/mesh/formats/vtk/reading.py</extracomment>
            <translation>{path} hat Zellen an Punkt {point}, seine Punkte sind aber 0-{count}</translation>
        </message>
        <message>
            <source>has no surface to take distances to</source>
            <extracomment>curator_gui/domains/mesh/geometry/distances.py</extracomment>
            <translation>hat keine Oberfläche, zu der Abstände bestimmt werden könnten</translation>
        </message>
        <message>
            <source>{path} holds no surface</source>
            <extracomment>curator_gui/domains/mesh/geometry/distances.py</extracomment>
            <translation>{path} enthält keine Oberfläche</translation>
        </message>
        <message>
            <source>has a field named {taken} already; rename it first</source>
            <extracomment>curator_gui/domains/mesh/geometry/distances.py</extracomment>
            <translation>hat schon ein Feld namens {taken}; zuerst umbenennen</translation>
        </message>
        <message>
            <source>has no cells, so there are no distances of cells</source>
            <extracomment>curator_gui/domains/mesh/geometry/distances.py</extracomment>
            <translation>hat keine Zellen, also gibt es keine Abstände von Zellen</translation>
        </message>
        <message>
            <source>the surface is open, so the sign of the distance is that of its side</source>
            <extracomment>curator_gui/domains/mesh/geometry/distances.py</extracomment>
            <translation>die Oberfläche ist offen, also ist das Vorzeichen des Abstands das ihrer Seite</translation>
        </message>
        <message>
            <source>is none of {suffixes}</source>
            <extracomment>curator_gui/domains/mesh/geometry/distances.py</extracomment>
            <translation>ist keine von {suffixes}</translation>
        </message>
        <message>
            <source>is a {kind}, but only a surface has faces; extract its surface first</source>
            <extracomment>curator_gui/domains/mesh/geometry/faces.py</extracomment>
            <translation>ist ein {kind}, aber nur eine Oberfläche hat Flächen; zuerst die Oberfläche extrahieren</translation>
        </message>
        <message>
            <source>has no faces, or other cells beside them; extract or triangulate it first</source>
            <extracomment>curator_gui/domains/mesh/geometry/faces.py</extracomment>
            <translation>hat keine Flächen oder andere Zellen daneben; zuerst extrahieren oder triangulieren</translation>
        </message>
        <message>
            <source>choose at least one quantity</source>
            <extracomment>curator_gui/domains/mesh/geometry/faces.py</extracomment>
            <translation>mindestens eine Größe wählen</translation>
        </message>
        <message>
            <source>the field {name} has not {components} numbers per value</source>
            <extracomment>curator_gui/domains/mesh/geometry/forces.py</extracomment>
            <translation>das Feld {name} hat nicht {components} Zahlen je Wert</translation>
        </message>
        <message>
            <source>the field {name} is NaN or infinite on some faces</source>
            <extracomment>curator_gui/domains/mesh/geometry/forces.py</extracomment>
            <translation>das Feld {name} ist auf einigen Flächen NaN oder unendlich</translation>
        </message>
        <message>
            <source>global data of before is replaced: {names}</source>
            <extracomment>curator_gui/domains/mesh/geometry/forces.py</extracomment>
            <translation>vorherige globale Daten wurden ersetzt: {names}</translation>
        </message>
        <message>
            <source>coefficients need velocity and area</source>
            <extracomment>curator_gui/domains/mesh/geometry/forces.py</extracomment>
            <translation>Beiwerte brauchen Geschwindigkeit und Fläche</translation>
        </message>
        <message>
            <source>has no two points that are neighbors, so the graph has no edges</source>
            <extracomment>curator_gui/domains/mesh/geometry/graphs.py</extracomment>
            <translation>hat keine zwei benachbarten Punkte, also hat der Graph keine Kanten</translation>
        </message>
        <message>
            <source>cell fields have no place in a graph and are left out: {names}</source>
            <extracomment>curator_gui/domains/mesh/geometry/graphs.py</extracomment>
            <translation>Zellfelder haben in einem Graphen keinen Platz und wurden weggelassen: {names}</translation>
        </message>
        <message>
            <source>has curved cells, whose edges have more than two points</source>
            <extracomment>curator_gui/domains/mesh/geometry/graphs.py</extracomment>
            <translation>hat gekrümmte Zellen, deren Kanten mehr als zwei Punkte haben</translation>
        </message>
        <message>
            <source>has {n} points, so none has {neighbors} neighbors</source>
            <extracomment>curator_gui/domains/mesh/geometry/graphs.py</extracomment>
            <translation>hat {n} Punkte, also hat keiner {neighbors} Nachbarn</translation>
        </message>
        <message>
            <source>has about {count} pairs of points within {radius}: too many; choose a smaller radius</source>
            <extracomment>curator_gui/domains/mesh/geometry/graphs.py</extracomment>
            <translation>hat etwa {count} Punktpaare innerhalb von {radius}: zu viele; einen kleineren Radius wählen</translation>
        </message>
        <message>
            <source>has no extent, so it has no principal axes</source>
            <extracomment>curator_gui/domains/mesh/geometry/moving.py</extracomment>
            <translation>hat keine Ausdehnung, also keine Hauptachsen</translation>
        </message>
        <message>
            <source>a regular grid that was turned became a structured grid</source>
            <extracomment>curator_gui/domains/mesh/geometry/moving.py</extracomment>
            <translation>ein reguläres Gitter, das gedreht wurde, wurde ein strukturiertes Gitter</translation>
        </message>
        <message>
            <source>has axes of its own, which cannot be scaled differently along x, y, z</source>
            <extracomment>curator_gui/domains/mesh/geometry/moving.py</extracomment>
            <translation>hat eigene Achsen, die nicht entlang x, y, z verschieden skaliert werden können</translation>
        </message>
        <message>
            <source>fields that turn with the mesh: {names}</source>
            <extracomment>curator_gui/domains/mesh/geometry/moving.py</extracomment>
            <translation>Felder, die sich mit dem Netz drehen: {names}</translation>
        </message>
        <message>
            <source>fields of 6 numbers, perhaps symmetric tensors, do not turn with the mesh: {names}</source>
            <extracomment>curator_gui/domains/mesh/geometry/moving.py</extracomment>
            <translation>Felder mit 6 Zahlen, vielleicht symmetrische Tensoren, drehen sich nicht mit dem Netz: {names}</translation>
        </message>
        <message>
            <source>global data of 3 numbers, perhaps vectors, do not turn with the mesh: {names}</source>
            <extracomment>curator_gui/domains/mesh/geometry/moving.py</extracomment>
            <translation>globale Daten aus 3 Zahlen, vielleicht Vektoren, drehen sich nicht mit dem Netz: {names}</translation>
        </message>
        <message>
            <source>the field {name} is neither vector nor tensor</source>
            <extracomment>curator_gui/domains/mesh/geometry/moving.py</extracomment>
            <translation>das Feld {name} ist weder Vektor noch Tensor</translation>
        </message>
        <message>
            <source>two principal axes are as long as each other: their direction is chance</source>
            <extracomment>curator_gui/domains/mesh/geometry/moving.py</extracomment>
            <translation>zwei Hauptachsen sind gleich lang: ihre Richtung ist Zufall</translation>
        </message>
        <message>
            <source>the mesh has the same form on both sides of an axis: its side is chance</source>
            <extracomment>curator_gui/domains/mesh/geometry/moving.py</extracomment>
            <translation>das Netz hat auf beiden Seiten einer Achse dieselbe Form: ihre Seite ist Zufall</translation>
        </message>
        <message>
            <source>the offset is 0</source>
            <extracomment>curator_gui/domains/mesh/geometry/moving.py</extracomment>
            <translation>die Verschiebung ist 0</translation>
        </message>
        <message>
            <source>the factor is 1</source>
            <extracomment>curator_gui/domains/mesh/geometry/moving.py</extracomment>
            <translation>der Faktor ist 1</translation>
        </message>
        <message>
            <source>give either a factor or the unit of the coordinates</source>
            <extracomment>curator_gui/domains/mesh/geometry/moving.py</extracomment>
            <translation>entweder einen Faktor oder die Einheit der Koordinaten angeben</translation>
        </message>
        <message>
            <source>has neither volume cells nor faces, so it has no boundary</source>
            <extracomment>curator_gui/domains/mesh/geometry/node_types.py</extracomment>
            <translation>hat weder Volumenzellen noch Flächen, also keinen Rand</translation>
        </message>
        <message>
            <source>has no point on a boundary or sharp edge: all are of type 0</source>
            <extracomment>curator_gui/domains/mesh/geometry/node_types.py</extracomment>
            <translation>hat keinen Punkt auf einem Rand oder einer scharfen Kante: alle haben Typ 0</translation>
        </message>
        <message>
            <source>has room for about {places} points at a distance of {distance}: too many; choose a larger distance</source>
            <extracomment>curator_gui/domains/mesh/geometry/sampling.py</extracomment>
            <translation>hat Platz für etwa {places} Punkte mit dem Abstand {distance}: zu viele; einen größeren Abstand wählen</translation>
        </message>
        <message>
            <source>has no faces, so its points have no normals; extract its surface first</source>
            <extracomment>curator_gui/domains/mesh/geometry/sampling.py</extracomment>
            <translation>hat keine Flächen, also haben die Punkte keine Normalen; zuerst die Oberfläche extrahieren</translation>
        </message>
        <message>
            <source>has no cells to sample points in</source>
            <extracomment>curator_gui/domains/mesh/geometry/sampling.py</extracomment>
            <translation>hat keine Zellen, in denen Punkte abgetastet werden könnten</translation>
        </message>
        <message>
            <source>has neither length, area nor volume to sample points in</source>
            <extracomment>curator_gui/domains/mesh/geometry/sampling.py</extracomment>
            <translation>hat weder Länge, Fläche noch Volumen, in denen Punkte abgetastet werden könnten</translation>
        </message>
        <message>
            <source>cell fields that points have too are left out: {names}</source>
            <extracomment>curator_gui/domains/mesh/geometry/sampling.py</extracomment>
            <translation>Zellfelder, die es auch als Punktfelder gibt, wurden weggelassen: {names}</translation>
        </message>
        <message>
            <source>uniform needs the number of points</source>
            <extracomment>curator_gui/domains/mesh/geometry/sampling.py</extracomment>
            <translation>uniform braucht die Zahl der Punkte</translation>
        </message>
        <message>
            <source>poisson needs a distance above 0</source>
            <extracomment>curator_gui/domains/mesh/geometry/sampling.py</extracomment>
            <translation>poisson braucht einen Abstand über 0</translation>
        </message>
        <message>
            <source>the mesh is empty: there is nothing to draw</source>
            <extracomment>curator_gui/domains/mesh/inspection/drawing.py</extracomment>
            <translation>das Netz ist leer: es gibt nichts zu zeichnen</translation>
        </message>
        <message>
            <source>{path} holds no meshes</source>
            <extracomment>curator_gui/domains/mesh/inspection/outputs.py</extracomment>
            <translation>{path} enthält keine Netze</translation>
        </message>
        <message>
            <source>{path} holds no mesh</source>
            <extracomment>curator_gui/domains/mesh/inspection/outputs.py</extracomment>
            <translation>{path} enthält kein Netz</translation>
        </message>
        <message>
            <source>no file {where} {folder} fits {pattern} and ends in one of {suffixes}; there is, for example, {first}</source>
            <extracomment>curator_gui/domains/mesh/listing.py</extracomment>
            <translation>keine Datei {where} {folder} passt zu {pattern} und endet auf {suffixes}; es gibt zum Beispiel {first}</translation>
        </message>
        <message>
            <source>the folder {folder} holds no files</source>
            <extracomment>curator_gui/domains/mesh/listing.py</extracomment>
            <translation>der Ordner {folder} enthält keine Dateien</translation>
        </message>
        <message>
            <source>the folder {folder} cannot be listed: {reason}</source>
            <extracomment>curator_gui/domains/mesh/listing.py</extracomment>
            <translation>der Ordner {folder} kann nicht aufgelistet werden: {reason}</translation>
        </message>
        <message>
            <source>below</source>
            <extracomment>curator_gui/domains/mesh/listing.py</extracomment>
            <translation>unter</translation>
        </message>
        <message>
            <source>in</source>
            <extracomment>curator_gui/domains/mesh/listing.py</extracomment>
            <translation>in</translation>
        </message>
        <message>
            <source>texts have no place in a .pmsh and were left out: {names}</source>
            <extracomment>curator_gui/domains/mesh/sinks/arrays.py</extracomment>
            <translation>Texte haben in einem .pmsh keinen Platz und wurden weggelassen: {names}</translation>
        </message>
        <message>
            <source>has several items, and two would be written to {path}; add {{item}} to the sink's name</source>
            <extracomment>curator_gui/domains/mesh/sinks/base.py</extracomment>
            <translation>hat mehrere Elemente, und zwei würden nach {path} geschrieben; {{item}} zum Namen der Senke hinzufügen</translation>
        </message>
        <message>
            <source>has no points, so there is nothing to write</source>
            <extracomment>curator_gui/domains/mesh/sinks/base.py</extracomment>
            <translation>hat keine Punkte, es gibt also nichts zu schreiben</translation>
        </message>
        <message>
            <source>has no time, but the sink's name {template} asks for {{time}}</source>
            <extracomment>curator_gui/domains/mesh/sinks/base.py</extracomment>
            <translation>hat keine Zeit, aber der Name {template} der Senke verlangt {{time}}</translation>
        </message>
        <message>
            <source>{first} would be taken for an input the next time the source is listed; choose another output folder</source>
            <extracomment>curator_gui/domains/mesh/sinks/base.py</extracomment>
            <translation>{first} gälte beim nächsten Auflisten der Quelle als Eingabe; wählen Sie einen anderen Ausgabeordner</translation>
        </message>
        <message>
            <source>{pair} would both be written to {name}; add {{relpath}} or {{index}}</source>
            <extracomment>curator_gui/domains/mesh/sinks/base.py</extracomment>
            <translation>{pair} würden beide nach {name} geschrieben; ergänzen Sie {{relpath}} oder {{index}}</translation>
        </message>
        <message>
            <source>HDF5 parts groups by '/': in the names of {names} it is written as %2F, and read back as it was</source>
            <extracomment>curator_gui/domains/mesh/sinks/hdf5.py</extracomment>
            <translation>HDF5 trennt Gruppen durch '/': in den Namen von {names} wird es als %2F geschrieben und so zurückgelesen, wie es war</translation>
        </message>
        <message>
            <source>is a {kind}, but STL and PLY files hold surfaces; add Extract surface before the sink</source>
            <extracomment>curator_gui/domains/mesh/sinks/surfaces.py</extracomment>
            <translation>ist ein {kind}, aber STL- und PLY-Dateien enthalten Oberflächen; vor der Senke Oberfläche extrahieren hinzufügen</translation>
        </message>
        <message>
            <source>has no faces to write</source>
            <extracomment>curator_gui/domains/mesh/sinks/surfaces.py</extracomment>
            <translation>hat keine Flächen, die geschrieben werden könnten</translation>
        </message>
        <message>
            <source>STL and PLY files hold no fields; left out: {names}</source>
            <extracomment>curator_gui/domains/mesh/sinks/surfaces.py</extracomment>
            <translation>STL- und PLY-Dateien enthalten keine Felder; weggelassen: {names}</translation>
        </message>
        <message>
            <source>coordinates were rounded to float32, the format's own</source>
            <extracomment>curator_gui/domains/mesh/sinks/surfaces.py</extracomment>
            <translation>Koordinaten wurden auf float32 gerundet, den Typ des Formats</translation>
        </message>
        <message>
            <source>polygons were cut into triangles</source>
            <extracomment>curator_gui/domains/mesh/sinks/surfaces.py</extracomment>
            <translation>Polygone wurden in Dreiecke zerlegt</translation>
        </message>
        <message>
            <source>has the text field {name}, but VTKHDF files hold texts in global data only; drop it with Select fields first</source>
            <extracomment>curator_gui/domains/mesh/sinks/vtk.py</extracomment>
            <translation>hat das Textfeld {name}, aber VTKHDF-Dateien halten Texte nur in globalen Daten; zuerst mit „Felder auswählen“ weglassen</translation>
        </message>
        <message>
            <source>is a {kind}, but VTP files hold surfaces; add Extract surface before the sink, or write VTU files</source>
            <extracomment>curator_gui/domains/mesh/sinks/vtk.py</extracomment>
            <translation>ist {kind}, aber VTP-Dateien enthalten Oberflächen; vor der Senke die Oberfläche gewinnen oder VTU-Dateien schreiben</translation>
        </message>
        <message>
            <source>is a {kind}, but VTI files hold images; write VTS or VTU files</source>
            <extracomment>curator_gui/domains/mesh/sinks/vtk.py</extracomment>
            <translation>ist {kind}, aber VTI-Dateien enthalten Bilder; VTS- oder VTU-Dateien schreiben</translation>
        </message>
        <message>
            <source>is a {kind}, but VTS files hold structured grids; write VTU files</source>
            <extracomment>curator_gui/domains/mesh/sinks/vtk.py</extracomment>
            <translation>ist {kind}, aber VTS-Dateien enthalten strukturierte Gitter; VTU-Dateien schreiben</translation>
        </message>
        <message>
            <source>has fields {other} and {name}, which have the same name in VTKHDF; rename one</source>
            <extracomment>curator_gui/domains/mesh/sinks/vtk.py</extracomment>
            <translation>hat die Felder {other} und {name}, die in VTKHDF denselben Namen haben; eines umbenennen</translation>
        </message>
        <message>
            <source>{path}: an element refers to a node wrongly: {error}</source>
            <extracomment>curator_gui/domains/mesh/sources/calculix.py</extracomment>
            <translation>{path}: ein Element verweist falsch auf einen Knoten: {error}</translation>
        </message>
        <message>
            <source>no file in {folder} fits {patterns}</source>
            <extracomment>curator_gui/domains/mesh/sources/cases.py</extracomment>
            <translation>keine Datei in {folder} passt zu {patterns}</translation>
        </message>
        <message>
            <source>the pattern {pattern} needs {{case}} where the key is, and has to stay below the folder</source>
            <extracomment>curator_gui/domains/mesh/sources/cases.py</extracomment>
            <translation>das Muster {pattern} braucht {{case}}, wo der Schlüssel steht, und muss unter dem Ordner bleiben</translation>
        </message>
        <message>
            <source>all cases in {folder} lack a file: {cases}</source>
            <extracomment>curator_gui/domains/mesh/sources/cases.py</extracomment>
            <translation>allen Fällen in {folder} fehlt eine Datei: {cases}</translation>
        </message>
        <message>
            <source>case {key} lacks {missing}</source>
            <extracomment>curator_gui/domains/mesh/sources/cases.py</extracomment>
            <translation>dem Fall {key} fehlt {missing}</translation>
        </message>
        <message>
            <source>the case lacks files; what there is was read</source>
            <extracomment>curator_gui/domains/mesh/sources/cases.py</extracomment>
            <translation>dem Fall fehlen Dateien; was da ist, wurde gelesen</translation>
        </message>
        <message>
            <source>two files fit {pattern}: {first} and {second}</source>
            <extracomment>curator_gui/domains/mesh/sources/cases.py</extracomment>
            <translation>zwei Dateien passen zu {pattern}: {first} und {second}</translation>
        </message>
        <message>
            <source>{folder} cannot be listed: {reason}</source>
            <extracomment>curator_gui/domains/mesh/sources/cases.py</extracomment>
            <translation>{folder} kann nicht aufgelistet werden: {reason}</translation>
        </message>
        <message>
            <source>{count} of {total} cases lack a file: {cases}</source>
            <extracomment>curator_gui/domains/mesh/sources/cases.py</extracomment>
            <translation>{count} von {total} Fällen fehlt eine Datei: {cases}</translation>
        </message>
        <message>
            <source>give a pattern, or choose a layout</source>
            <extracomment>curator_gui/domains/mesh/sources/cases.py</extracomment>
            <translation>ein Muster angeben oder einen Aufbau wählen</translation>
        </message>
        <message>
            <source>files give different numbers for {names}: the last is taken</source>
            <extracomment>curator_gui/domains/mesh/sources/cases.py</extracomment>
            <translation>Dateien nennen verschiedene Zahlen für {names}: die letzte gilt</translation>
        </message>
        <message>
            <source>{part} has no pattern; there are {known}</source>
            <extracomment>curator_gui/domains/mesh/sources/cases.py</extracomment>
            <translation>{part} hat kein Muster; es gibt {known}</translation>
        </message>
        <message>
            <source>{path} holds no points: it is empty, damaged or of another format</source>
            <extracomment>curator_gui/domains/mesh/sources/meshio.py</extracomment>
            <translation>{path} enthält keine Punkte: leer, beschädigt oder in einem anderen Format</translation>
        </message>
        <message>
            <source>{name}, step {step}</source>
            <extracomment>curator_gui/domains/mesh/sources/meshio.py</extracomment>
            <translation>{name}, Schritt {step}</translation>
        </message>
        <message>
            <source>no format of this suffix fits, or it holds elements that the reader does not know</source>
            <extracomment>curator_gui/domains/mesh/sources/meshio.py</extracomment>
            <translation>kein Format dieser Endung passt, oder sie enthält Elemente, die das Leseprogramm nicht kennt</translation>
        </message>
        <message>
            <source>{time_folder} holds no time steps (folders named by a number)</source>
            <extracomment>curator_gui/domains/mesh/sources/openfoam.py</extracomment>
            <translation>{time_folder} enthält keine Zeitschritte (Ordner mit einer Zahl als Namen)</translation>
        </message>
        <message>
            <source>{place}: no mesh was read; is {mesh_folder} complete?</source>
            <extracomment>curator_gui/domains/mesh/sources/openfoam.py</extracomment>
            <translation>{place}: kein Netz gelesen; ist {mesh_folder} vollständig?</translation>
        </message>
        <message>
            <source>{place}: the internal mesh could not be read</source>
            <extracomment>curator_gui/domains/mesh/sources/openfoam.py</extracomment>
            <translation>{place}: das innere Netz konnte nicht gelesen werden</translation>
        </message>
        <message>
            <source>{path} cannot be read: it ends within its header</source>
            <extracomment>curator_gui/domains/mesh/sources/openfoam.py</extracomment>
            <translation>{path} kann nicht gelesen werden: endet im Kopf</translation>
        </message>
        <message>
            <source>the folder {folder} cannot be listed: {error}</source>
            <extracomment>curator_gui/domains/mesh/sources/openfoam.py</extracomment>
            <translation>der Ordner {folder} lässt sich nicht auflisten: {error}</translation>
        </message>
        <message>
            <source>{place}: there is no patch {pattern} with faces</source>
            <extracomment>curator_gui/domains/mesh/sources/openfoam.py</extracomment>
            <translation>{place}: es gibt keinen Rand {pattern} mit Flächen</translation>
        </message>
        <message>
            <source>neither the internal mesh nor any patch is to be read</source>
            <extracomment>curator_gui/domains/mesh/sources/openfoam.py</extracomment>
            <translation>weder das innere Netz noch ein Patch soll gelesen werden</translation>
        </message>
        <message>
            <source>{folder} holds no time steps (folders named by a number)</source>
            <extracomment>curator_gui/domains/mesh/sources/openfoam.py</extracomment>
            <translation>{folder} enthält keine Zeitschritte (nach Zahlen benannte Ordner)</translation>
        </message>
        <message>
            <source>there is no mesh in {mesh_folder}{known}</source>
            <extracomment>curator_gui/domains/mesh/sources/openfoam.py</extracomment>
            <translation>in {mesh_folder} ist kein Netz{known}</translation>
        </message>
        <message>
            <source>{path} and its other parts have several times</source>
            <extracomment>curator_gui/domains/mesh/sources/vtk.py</extracomment>
            <translation>{path} und die anderen Teile haben mehrere Zeiten</translation>
        </message>
        <message>
            <source>{path} is named by a series and lies outside of the folder; copy it there</source>
            <extracomment>curator_gui/domains/mesh/sources/vtk.py</extracomment>
            <translation>{path} wird von einer Serie genannt und liegt außerhalb des Ordners; dorthin kopieren</translation>
        </message>
        <message>
            <source>add-on {name}</source>
            <extracomment>curator_gui/domains/physicsnemo.py</extracomment>
            <translation>Erweiterung {name}</translation>
        </message>
        <message>
            <source>physicsnemo-curator is not installed in the Python that runs Curator: install it there, from its source</source>
            <extracomment>curator_gui/domains/physicsnemo.py</extracomment>
            <translation>physicsnemo-curator ist in dem Python, in dem Curator läuft, nicht installiert: Installieren Sie es dort aus seinen Quellen</translation>
        </message>
        <message>
            <source>no item is chosen: nothing was exported</source>
            <extracomment>curator_gui/dataset/exporting.py</extracomment>
            <translation>kein Element ist gewählt: nichts wurde exportiert</translation>
        </message>
        <message>
            <source>{target} is not empty; choose another folder</source>
            <extracomment>curator_gui/dataset/exporting.py</extracomment>
            <translation>{target} ist nicht leer; wählen Sie einen anderen Ordner</translation>
        </message>
        <message>
            <source>all items share {path}, so a part of them cannot be exported; load it with `dataset.open(...).split(...)`, or run the pipeline on them alone</source>
            <extracomment>curator_gui/dataset/exporting.py</extracomment>
            <translation>alle Elemente teilen sich {path}, daher lässt sich kein Teil davon exportieren; laden Sie ihn mit `dataset.open(...).split(...)` oder lassen Sie die Pipeline nur für diese laufen</translation>
        </message>
        <message>
            <source>{path} lies outside the data set and is not exported</source>
            <extracomment>curator_gui/dataset/exporting.py</extracomment>
            <translation>{path} liegt außerhalb des Datensatzes und wird nicht exportiert</translation>
        </message>
        <message>
            <source>{path} is missing; `dataset verify` lists all</source>
            <extracomment>curator_gui/dataset/exporting.py</extracomment>
            <translation>{path} fehlt; `dataset verify` nennt alle</translation>
        </message>
        <message>
            <source>{count} of {looked_at} outputs that were opened are not described: {error}</source>
            <extracomment>curator_gui/dataset/handing_over/array_facts.py</extracomment>
            <translation>{count} von {looked_at} geöffneten Ausgaben sind nicht beschrieben: {error}</translation>
        </message>
        <message>
            <source>the data set has no pipeline document that can be read, so there is no place for its description; run it from a document</source>
            <extracomment>curator_gui/dataset/handing_over/described.py</extracomment>
            <translation>der Datensatz hat kein lesbares Pipeline-Dokument, also ist für seine Beschreibung kein Platz; führen Sie ihn von einem Dokument aus</translation>
        </message>
        <message>
            <source>left out by a step: nothing was written</source>
            <extracomment>curator_gui/dataset/handing_over/gathering.py</extracomment>
            <translation>von einem Schritt weggelassen: nichts wurde geschrieben</translation>
        </message>
        <message>
            <source>the sink does not say which folder it writes to</source>
            <extracomment>curator_gui/dataset/handing_over/place.py</extracomment>
            <translation>die Senke sagt nicht, in welchen Ordner sie schreibt</translation>
        </message>
        <message>
            <source>{folder} also holds {stranger}, which is not part of it; give the output a folder of its own</source>
            <extracomment>curator_gui/dataset/handing_over/place.py</extracomment>
            <translation>{folder} enthält auch {stranger}, was nicht dazugehört; geben Sie der Ausgabe einen eigenen Ordner</translation>
        </message>
        <message>
            <source>the data set in {folder} is damaged: {error}; run the pipeline again</source>
            <extracomment>curator_gui/dataset/handing_over/reopening.py</extracomment>
            <translation>der Datensatz in {folder} ist beschädigt: {error}; lassen Sie die Pipeline noch einmal laufen</translation>
        </message>
        <message>
            <source>{name} of before was removed</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>{name} von vorher wurde entfernt</translation>
        </message>
        <message>
            <source>{folder} is a data set of {count} items: {card}, {items}, {description}</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>{folder} ist ein Datensatz mit {count} Elementen: {card}, {items}, {description}</translation>
        </message>
        <message>
            <source>README.md was not written by Curator, or was changed since, and was left as it is; the card is {name}</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>README.md wurde nicht von Curator geschrieben oder seither geändert und blieb, wie sie ist; die Karte ist {name}</translation>
        </message>
        <message>
            <source>{name} was not written: that of the folder is somebody else's</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>{name} wurde nicht geschrieben: die Datei im Ordner gehört jemand anderem</translation>
        </message>
        <message>
            <source>the statistics of the data set are {name}</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>die Statistik des Datensatzes ist {name}</translation>
        </message>
        <message>
            <source>no card was written: README.md and DATASET.md are somebody else's</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>es wurde keine Karte geschrieben: README.md und DATASET.md gehören jemand anderem</translation>
        </message>
        <message>
            <source>{count} outputs are unchanged since they were hashed, and were not read again</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>{count} Ausgaben sind unverändert, seit ihre Prüfsumme gebildet wurde, und wurden nicht noch einmal gelesen</translation>
        </message>
        <message>
            <source>{count} outputs are gone since they were written, such as {path}</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>{count} Ausgaben sind verschwunden, seit sie geschrieben wurden, etwa {path}</translation>
        </message>
        <message>
            <source>{count} items that had a part of the split are not in the data set any more</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>{count} Elemente, die einem Teil zugeordnet waren, sind nicht mehr im Datensatz</translation>
        </message>
        <message>
            <source>{count} items are new in the data set</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>{count} Elemente sind neu im Datensatz</translation>
        </message>
        <message>
            <source>no data set was written: {why}</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>es wurde kein Datensatz geschrieben: {why}</translation>
        </message>
        <message>
            <source>the decisions were not taken over: {error}</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>die Entscheidungen wurden nicht übernommen: {error}</translation>
        </message>
        <message>
            <source>there is no data set: nothing was written</source>
            <extracomment>curator_gui/dataset/handing_over/writing.py</extracomment>
            <translation>es gibt keinen Datensatz: nichts wurde geschrieben</translation>
        </message>
        <message>
            <source>tagged {tag}</source>
            <extracomment>curator_gui/dataset/items/decisions.py</extracomment>
            <translation>Schlagwort {tag}</translation>
        </message>
        <message>
            <source>{path} was changed by somebody else; {n} decisions made here are not in it</source>
            <extracomment>curator_gui/dataset/items/decisions.py</extracomment>
            <translation>{path} wurde von jemand anderem geändert; {n} hier getroffene Entscheidungen stehen nicht darin</translation>
        </message>
        <message>
            <source>noted</source>
            <extracomment>curator_gui/dataset/items/decisions.py</extracomment>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>{path} cannot be written: {why}. The decisions are kept in the window</source>
            <extracomment>curator_gui/dataset/items/decisions.py</extracomment>
            <translation>{path} kann nicht geschrieben werden: {why}. Die Entscheidungen bleiben im Fenster</translation>
        </message>
        <message>
            <source>decided here</source>
            <extracomment>curator_gui/dataset/items/decisions.py</extracomment>
            <translation>hier entschieden</translation>
        </message>
        <message>
            <source>this cannot be read from {words} on</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>ab {words} ist das nicht lesbar</translation>
        </message>
        <message>
            <source>{what} is no name of a column</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>{what} ist kein Name einer Spalte</translation>
        </message>
        <message>
            <source>{left} and {right} are not alike: one is a text, the other a number</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>{left} und {right} passen nicht zusammen: eines ist ein Text, das andere eine Zahl</translation>
        </message>
        <message>
            <source>there is no function {name}; there are {known}</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>es gibt keine Funktion {name}; es gibt {known}</translation>
        </message>
        <message>
            <source>{name}: there is no such field. There are {fields}; also {others}</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>{name}: dieses Feld gibt es nicht. Es gibt {fields}; auch {others}</translation>
        </message>
        <message>
            <source>{key}: there is no such measure. There are {others}</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>{key}: dieses Maß gibt es nicht. Es gibt {others}</translation>
        </message>
        <message>
            <source>{statistic} of {name} was not measured; there are {had}</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>{statistic} von {name} wurde nicht gemessen; es gibt {had}</translation>
        </message>
        <message>
            <source>this filter has more than {n} letters</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>dieser Filter hat mehr als {n} Zeichen</translation>
        </message>
        <message>
            <source>this filter is nested too deeply</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>dieser Filter ist zu tief verschachtelt</translation>
        </message>
        <message>
            <source>one = gives a value; write == to compare</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>ein = gibt einen Wert; zum Vergleichen == schreiben</translation>
        </message>
        <message>
            <source>something is missing at the end</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>am Ende fehlt etwas</translation>
        </message>
        <message>
            <source>{what} is a value, not a question: compare it, as in {example}</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>{what} ist ein Wert und keine Frage: vergleichen, wie in {example}</translation>
        </message>
        <message>
            <source>{what} is no part of a filter</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>{what} gehört nicht in einen Filter</translation>
        </message>
        <message>
            <source>in needs choices: formula in ("H2O", "CH4"), or "abc" in source</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>in braucht eine Auswahl: formula in ("H2O", "CH4"), oder "abc" in source</translation>
        </message>
        <message>
            <source>{name}: no field was measured; there are {others}</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>{name}: kein Feld wurde gemessen; es gibt {others}</translation>
        </message>
        <message>
            <source>{key}: there is no such measure. Is it {near}?</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>{key}: dieses Maß gibt es nicht. Ist {near} gemeint?</translation>
        </message>
        <message>
            <source>this filter cannot be read: {why}</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>dieser Filter ist nicht lesbar: {why}</translation>
        </message>
        <message>
            <source>compare with ==, !=, &lt;, &lt;=, &gt;, &gt;= or in</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>mit ==, !=, &lt;, &lt;=, &gt;, &gt;= oder in vergleichen</translation>
        </message>
        <message>
            <source>{name} takes one thing in brackets</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>{name} nimmt eines in Klammern</translation>
        </message>
        <message>
            <source>{what} is no number</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>{what} ist keine Zahl</translation>
        </message>
        <message>
            <source>a number is too large</source>
            <extracomment>curator_gui/dataset/items/expression.py</extracomment>
            <translation>eine Zahl ist zu groß</translation>
        </message>
        <message>
            <source>{path} is not there: were the outputs moved?</source>
            <extracomment>curator_gui/dataset/items/file.py</extracomment>
            <translation>{path} ist nicht da: wurden die Ausgaben verschoben?</translation>
        </message>
        <message>
            <source>{folder}: its table has no column index</source>
            <extracomment>curator_gui/dataset/items/file.py</extracomment>
            <translation>{folder}: die Tabelle hat keine Spalte index</translation>
        </message>
        <message>
            <source>{path} is not what a data set has there</source>
            <extracomment>curator_gui/dataset/items/file.py</extracomment>
            <translation>{path} ist nicht, was ein Datensatz dort hat</translation>
        </message>
        <message>
            <source>{path} has layout {layout}; this version of Curator knows {known}</source>
            <extracomment>curator_gui/dataset/items/file.py</extracomment>
            <translation>{path} hat den Aufbau {layout}; diese Version von Curator kennt {known}</translation>
        </message>
        <message>
            <source>{path} is not there: this folder is no data set</source>
            <extracomment>curator_gui/dataset/items/file.py</extracomment>
            <translation>{path} ist nicht da: dieser Ordner ist kein Datensatz</translation>
        </message>
        <message>
            <source>{path}: row {number} has {n} cells, the header {columns}</source>
            <extracomment>curator_gui/dataset/items/file.py</extracomment>
            <translation>{path}: Zeile {number} hat {n} Zellen, die Kopfzeile {columns}</translation>
        </message>
        <message>
            <source>{path} does not hold saved views</source>
            <extracomment>curator_gui/dataset/items/saved_views.py</extracomment>
            <translation>{path} enthält keine gemerkten Ansichten</translation>
        </message>
        <message>
            <source>there is no saved view {name}; there are {names}</source>
            <extracomment>curator_gui/dataset/items/saved_views.py</extracomment>
            <translation>es gibt keine gemerkte Ansicht {name}; es gibt {names}</translation>
        </message>
        <message>
            <source>{path} cannot be written: {error}</source>
            <extracomment>curator_gui/dataset/items/saved_views.py</extracomment>
            <translation>{path} kann nicht geschrieben werden: {error}</translation>
        </message>
        <message>
            <source>an item without cells has no edges; it has {names}</source>
            <extracomment>curator_gui/dataset/loading/edges.py</extracomment>
            <translation>ein Element ohne Zellen hat keine Kanten; es hat {names}</translation>
        </message>
        <message>
            <source>edges of cells of VTK type {kind} are not known; put Triangulate before the sink</source>
            <extracomment>curator_gui/dataset/loading/edges.py</extracomment>
            <translation>die Kanten von Zellen vom VTK-Typ {kind} sind nicht bekannt; setzen Sie „Triangulate“ vor die Senke</translation>
        </message>
        <message>
            <source>item {index} has no array {name}; it has {names}</source>
            <extracomment>curator_gui/dataset/loading/for_torch.py</extracomment>
            <translation>Element {index} hat kein Array {name}; es hat {names}</translation>
        </message>
        <message>
            <source>{number} is too large for torch's int64; convert the array before</source>
            <extracomment>curator_gui/dataset/loading/for_torch.py</extracomment>
            <translation>{number} ist zu groß für int64 von torch; das Feld vorher umwandeln</translation>
        </message>
        <message>
            <source>{folder} is not gridded: its outputs are {kinds}</source>
            <extracomment>curator_gui/dataset/loading/for_xarray.py</extracomment>
            <translation>{folder} enthält keine Gitterdaten: die Ausgaben sind {kinds}</translation>
        </message>
        <message>
            <source>{path} does not say where its items stand</source>
            <extracomment>curator_gui/dataset/loading/for_xarray.py</extracomment>
            <translation>{path} sagt nicht, wo die Elemente stehen</translation>
        </message>
        <message>
            <source>items that share files, or have several, cannot be stacked; open the files one by one</source>
            <extracomment>curator_gui/dataset/loading/for_xarray.py</extracomment>
            <translation>Elemente, die sich Dateien teilen oder mehrere haben, lassen sich nicht stapeln; öffnen Sie die Dateien einzeln</translation>
        </message>
        <message>
            <source>{path} has no column {name}: it is no table of items; run the pipeline again</source>
            <extracomment>curator_gui/dataset/loading/item_rows.py</extracomment>
            <translation>{path} hat keine Spalte {name}: das ist keine Tabelle von Elementen; lassen Sie die Pipeline noch einmal laufen</translation>
        </message>
        <message>
            <source>{path} is missing; run the pipeline again</source>
            <extracomment>curator_gui/dataset/loading/item_rows.py</extracomment>
            <translation>{path} fehlt; lassen Sie die Pipeline noch einmal laufen</translation>
        </message>
        <message>
            <source>{path}, line {line}: is no item ({error}); run the pipeline again</source>
            <extracomment>curator_gui/dataset/loading/item_rows.py</extracomment>
            <translation>{path}, Zeile {line}: ist kein Element ({error}); lassen Sie die Pipeline noch einmal laufen</translation>
        </message>
        <message>
            <source>{name} is not installed here: {command}</source>
            <extracomment>curator_gui/dataset/loading/loader.py</extracomment>
            <translation>{name} ist hier nicht installiert: {command}</translation>
        </message>
        <message>
            <source>{folder} has no part {name}; it has {parts}</source>
            <extracomment>curator_gui/dataset/loading/loader.py</extracomment>
            <translation>{folder} hat keinen Teil {name}; es gibt {parts}</translation>
        </message>
        <message>
            <source>{folder} has no fold {number}; it has {folds} folds: curator-gui dataset split FOLDER --folds 5 makes some</source>
            <extracomment>curator_gui/dataset/loading/loader.py</extracomment>
            <translation>{folder} hat keine Faltung {number}; es hat {folds}: curator-gui dataset split ORDNER --folds 5 macht welche</translation>
        </message>
        <message>
            <source>item {index} shares {path} with others, which does not say which is which; open it with xarray, or write one file per item or a Zarr store</source>
            <extracomment>curator_gui/dataset/loading/loader.py</extracomment>
            <translation>Element {index} teilt sich {path} mit anderen, und die Datei sagt nicht, welches welches ist; öffnen Sie sie mit xarray, oder schreiben Sie eine Datei je Element oder einen Zarr-Speicher</translation>
        </message>
        <message>
            <source>{path}: files of this kind cannot be loaded here; open it with its own library</source>
            <extracomment>curator_gui/dataset/loading/reading.py</extracomment>
            <translation>{path}: Dateien dieser Art lassen sich hier nicht laden; öffnen Sie sie mit ihrer eigenen Bibliothek</translation>
        </message>
        <message>
            <source>{path} has no item of index {index}</source>
            <extracomment>curator_gui/dataset/loading/reading.py</extracomment>
            <translation>{path} enthält kein Element mit dem Index {index}</translation>
        </message>
        <message>
            <source>{table} tells of another file: run the pipeline again</source>
            <extracomment>curator_gui/dataset/loading/reading.py</extracomment>
            <translation>{table} beschreibt eine andere Datei: lassen Sie die Pipeline noch einmal laufen</translation>
        </message>
        <message>
            <source>{path} does not say which rows belong to which item</source>
            <extracomment>curator_gui/dataset/loading/reading.py</extracomment>
            <translation>{path} sagt nicht, welche Zeilen zu welchem Element gehören</translation>
        </message>
        <message>
            <source>{path} needs the library {name}: {error}</source>
            <extracomment>curator_gui/dataset/loading/reading.py</extracomment>
            <translation>{path} braucht die Bibliothek {name}: {error}</translation>
        </message>
        <message>
            <source>there is no folder {folder}</source>
            <extracomment>curator_gui/dataset/own_files.py</extracomment>
            <translation>es gibt keinen Ordner {folder}</translation>
        </message>
        <message>
            <source>{folder} is a file: name the folder of the data set</source>
            <extracomment>curator_gui/dataset/own_files.py</extracomment>
            <translation>{folder} ist eine Datei: den Ordner des Datensatzes angeben</translation>
        </message>
        <message>
            <source>{folder} is no data set of Curator: it has no {name} that Curator wrote</source>
            <extracomment>curator_gui/dataset/own_files.py</extracomment>
            <translation>{folder} ist kein Datensatz von Curator: es gibt darin keine {name}, die Curator geschrieben hat</translation>
        </message>
        <message>
            <source>{path} has layout {found}, but this version of Curator reads layout {known}; open the data set with the version that wrote it, or run the pipeline again</source>
            <extracomment>curator_gui/dataset/own_files.py</extracomment>
            <translation>{path} hat den Aufbau {found}, aber diese Version von Curator liest den Aufbau {known}; öffnen Sie den Datensatz mit der Version, die ihn geschrieben hat, oder lassen Sie die Pipeline noch einmal laufen</translation>
        </message>
        <message>
            <source>{name} is missing</source>
            <extracomment>curator_gui/dataset/own_files.py</extracomment>
            <translation>{name} fehlt</translation>
        </message>
        <message>
            <source>{name} was changed since it was written</source>
            <extracomment>curator_gui/dataset/own_files.py</extracomment>
            <translation>{name} wurde geändert, seit sie geschrieben wurde</translation>
        </message>
        <message>
            <source>{path} was not written by Curator, or was changed since; it is left as it is, and no data set was written. Move it away, or choose another output folder</source>
            <extracomment>curator_gui/dataset/own_files.py</extracomment>
            <translation>{path} wurde nicht von Curator geschrieben oder seither geändert; die Datei bleibt, wie sie ist, und es wurde kein Datensatz geschrieben. Verschieben Sie sie, oder wählen Sie einen anderen Ausgabeordner</translation>
        </message>
        <message>
            <source>not compared, because the same within each group: {names}</source>
            <extracomment>curator_gui/dataset/proposals/far.py</extracomment>
            <translation>nicht verglichen, weil in jeder Gruppe gleich: {names}</translation>
        </message>
        <message>
            <source>{measure} {value} is unlike its neighbors, which have {before} and {after}.</source>
            <extracomment>curator_gui/dataset/proposals/far.py</extracomment>
            <translation>{measure} {value} ist anders als die Nachbarn, die {before} und {after} haben.</translation>
        </message>
        <message>
            <source>all of {field} is {factor} times its neighbors: another unit?</source>
            <extracomment>curator_gui/dataset/proposals/far.py</extracomment>
            <translation>ganz {field} ist das {factor}-fache der Nachbarn: eine andere Einheit?</translation>
        </message>
        <message>
            <source>in {n} of {all} folders: probably the flow itself</source>
            <extracomment>curator_gui/dataset/proposals/far.py</extracomment>
            <translation>in {n} von {all} Ordnern: wahrscheinlich die Strömung selbst</translation>
        </message>
        <message>
            <source>{n} items of step {step}</source>
            <extracomment>curator_gui/dataset/proposals/far.py</extracomment>
            <translation>{n} Elemente von Schritt {step}</translation>
        </message>
        <message>
            <source>{measure} is {low} to {high}, far from all others.</source>
            <extracomment>curator_gui/dataset/proposals/far.py</extracomment>
            <translation>{measure} ist {low} bis {high}, weit von allen anderen.</translation>
        </message>
        <message>
            <source>{measure} {value} is {times} times the usual spread above the middle ({middle}).</source>
            <extracomment>curator_gui/dataset/proposals/far.py</extracomment>
            <translation>{measure} {value} liegt {times} übliche Streuungen über der Mitte ({middle}).</translation>
        </message>
        <message>
            <source>{measure} {value} is {times} times the usual spread below the middle ({middle}).</source>
            <extracomment>curator_gui/dataset/proposals/far.py</extracomment>
            <translation>{measure} {value} liegt {times} übliche Streuungen unter der Mitte ({middle}).</translation>
        </message>
        <message>
            <source>{measure} is {value}; the other {n} items have {middle}.</source>
            <extracomment>curator_gui/dataset/proposals/far.py</extracomment>
            <translation>{measure} ist {value}; die anderen {n} Elemente haben {middle}.</translation>
        </message>
        <message>
            <source>{measure} is {value}, far from all others.</source>
            <extracomment>curator_gui/dataset/proposals/far.py</extracomment>
            <translation>{measure} ist {value}, weit von allen anderen.</translation>
        </message>
        <message>
            <source>The next item is at {next}.</source>
            <extracomment>curator_gui/dataset/proposals/far.py</extracomment>
            <translation>Das nächste Element liegt bei {next}.</translation>
        </message>
        <message>
            <source>with {n} items nothing can be called usual</source>
            <extracomment>curator_gui/dataset/proposals/far.py</extracomment>
            <translation>bei {n} Elementen kann nichts üblich heißen</translation>
        </message>
        <message>
            <source>a second opinion needs scikit-learn, which is not installed; add it with: {command}</source>
            <extracomment>curator_gui/dataset/proposals/forest.py</extracomment>
            <translation>eine zweite Meinung braucht scikit-learn, das nicht installiert ist; hinzugefügt wird es mit: {command}</translation>
        </message>
        <message>
            <source>a second opinion needs {items} items with {measures} measures that differ</source>
            <extracomment>curator_gui/dataset/proposals/forest.py</extracomment>
            <translation>eine zweite Meinung braucht {items} Elemente mit {measures} Maßen, die sich unterscheiden</translation>
        </message>
        <message>
            <source>All measures together: random cuts leave it alone after {cuts}; half of the items need more than {usual}.</source>
            <extracomment>curator_gui/dataset/proposals/forest.py</extracomment>
            <translation>Alle Maße zusammen: Zufällige Schnitte lassen es nach {cuts} allein; die Hälfte der Elemente braucht mehr als {usual}.</translation>
        </message>
        <message>
            <source>most in {first} ({apart} deviations from the mean) and {second} ({apart2})</source>
            <extracomment>curator_gui/dataset/proposals/forest.py</extracomment>
            <translation>am meisten in {first} ({apart} Abweichungen vom Mittelwert) und {second} ({apart2})</translation>
        </message>
        <message>
            <source>the second opinion: nothing stands apart in all measures together</source>
            <extracomment>curator_gui/dataset/proposals/forest.py</extracomment>
            <translation>die zweite Meinung: nichts steht in allen Maßen zusammen abseits</translation>
        </message>
        <message>
            <source>the second opinion names {odd} items, of which the oddest {most} are shown</source>
            <extracomment>curator_gui/dataset/proposals/forest.py</extracomment>
            <translation>die zweite Meinung nennt {odd} Elemente, von denen die auffälligsten {most} gezeigt sind</translation>
        </message>
        <message>
            <source>the second opinion leaves out {n} items that lack a measure</source>
            <extracomment>curator_gui/dataset/proposals/forest.py</extracomment>
            <translation>die zweite Meinung lässt {n} Elemente weg, denen ein Maß fehlt</translation>
        </message>
        <message>
            <source>{share} % of {field} are NaN.</source>
            <extracomment>curator_gui/dataset/proposals/odd.py</extracomment>
            <translation>{share} % von {field} sind NaN.</translation>
        </message>
        <message>
            <source>{column} is {seen}; the other {n} items have {usual}.</source>
            <extracomment>curator_gui/dataset/proposals/odd.py</extracomment>
            <translation>{column} ist {seen}; die anderen {n} Elemente haben {usual}.</translation>
        </message>
        <message>
            <source>Its files have {size}, those of the others about {usual}.</source>
            <extracomment>curator_gui/dataset/proposals/odd.py</extracomment>
            <translation>Seine Dateien haben {size}, die der anderen etwa {usual}.</translation>
        </message>
        <message>
            <source>cut short, or much less in it</source>
            <extracomment>curator_gui/dataset/proposals/odd.py</extracomment>
            <translation>abgeschnitten, oder viel weniger darin</translation>
        </message>
        <message>
            <source>{field} is NaN everywhere.</source>
            <extracomment>curator_gui/dataset/proposals/odd.py</extracomment>
            <translation>{field} ist überall NaN.</translation>
        </message>
        <message>
            <source>Without {fields}, which the others have.</source>
            <extracomment>curator_gui/dataset/proposals/odd.py</extracomment>
            <translation>Ohne {fields}, das die anderen haben.</translation>
        </message>
        <message>
            <source>With {fields}, which the others don't have.</source>
            <extracomment>curator_gui/dataset/proposals/odd.py</extracomment>
            <translation>Mit {fields}, das die anderen nicht haben.</translation>
        </message>
        <message>
            <source>{field} is 0 everywhere.</source>
            <extracomment>curator_gui/dataset/proposals/odd.py</extracomment>
            <translation>{field} ist überall 0.</translation>
        </message>
        <message>
            <source>{fields} are 0 everywhere.</source>
            <extracomment>curator_gui/dataset/proposals/odd.py</extracomment>
            <translation>{fields} sind überall 0.</translation>
        </message>
        <message>
            <source>The same arrays as in {firsts}.</source>
            <extracomment>curator_gui/dataset/proposals/same.py</extracomment>
            <translation>Dieselben Felder wie in {firsts}.</translation>
        </message>
        <message>
            <source>near duplicates were looked for only among items with the most alike measures</source>
            <extracomment>curator_gui/dataset/proposals/same.py</extracomment>
            <translation>beinahe Kopien wurden nur unter den ähnlichsten Elementen gesucht</translation>
        </message>
        <message>
            <source>Nearly {first}: no measure differs by more than {share} %.</source>
            <extracomment>curator_gui/dataset/proposals/same.py</extracomment>
            <translation>Beinahe {first}: kein Maß weicht um mehr als {share} % ab.</translation>
        </message>
        <message>
            <source>near duplicates were not looked for: there are too few measures</source>
            <extracomment>curator_gui/dataset/proposals/same.py</extracomment>
            <translation>beinahe Kopien wurden nicht gesucht: es gibt zu wenige Maße</translation>
        </message>
        <message>
            <source>so many alike are rather a state that does not change</source>
            <extracomment>curator_gui/dataset/proposals/same.py</extracomment>
            <translation>so viele gleiche sind eher ein Zustand, der sich nicht ändert</translation>
        </message>
        <message>
            <source>{n} items</source>
            <extracomment>curator_gui/dataset/proposals/words.py</extracomment>
            <translation>{n} Elemente</translation>
        </message>
        <message>
            <source>{one} and {other}</source>
            <extracomment>curator_gui/dataset/proposals/words.py</extracomment>
            <translation>{one} und {other}</translation>
        </message>
        <message>
            <source>also far out: {names}</source>
            <extracomment>curator_gui/dataset/proposals/words.py</extracomment>
            <translation>auch weit draußen: {names}</translation>
        </message>
        <message>
            <source>items of each part: {counts}</source>
            <extracomment>curator_gui/dataset/splits/at_run.py</extracomment>
            <translation>Elemente in jedem Teil: {counts}</translation>
        </message>
        <message>
            <source>the stored split was made otherwise: what is in one of these parts stays there, and only the others follow the step</source>
            <extracomment>curator_gui/dataset/splits/at_run.py</extracomment>
            <translation>die gespeicherte Aufteilung wurde anders gemacht: was in einem dieser Teile ist, bleibt dort, nur die übrigen folgen dem Schritt</translation>
        </message>
        <message>
            <source>the items do not lie in different folders: keep them together otherwise</source>
            <extracomment>curator_gui/dataset/splits/at_run.py</extracomment>
            <translation>die Elemente liegen nicht in verschiedenen Ordnern: halten Sie sie anders zusammen</translation>
        </message>
        <message>
            <source>the items do not lie in different folders: nothing can be even in them</source>
            <extracomment>curator_gui/dataset/splits/at_run.py</extracomment>
            <translation>die Elemente liegen nicht in verschiedenen Ordnern: in ihnen kann nichts gleichmäßig sein</translation>
        </message>
        <message>
            <source>{key} is not known before the run: run once without this step, or be even in a folder or a pattern</source>
            <extracomment>curator_gui/dataset/splits/at_run.py</extracomment>
            <translation>{key} ist vor dem Lauf nicht bekannt: zuerst einmal ohne diesen Schritt laufen lassen, oder gleichmäßig in einem Ordner oder Muster sein</translation>
        </message>
        <message>
            <source>{n} items have no {measure} yet: they are spread among themselves</source>
            <extracomment>curator_gui/dataset/splits/at_run.py</extracomment>
            <translation>{n} Elemente haben noch kein {measure}: sie werden unter sich verteilt</translation>
        </message>
        <message>
            <source>the split is not stored: the sink does not say where it writes</source>
            <extracomment>curator_gui/dataset/splits/at_run.py</extracomment>
            <translation>die Aufteilung wird nicht gespeichert: die Senke sagt nicht, wohin sie schreibt</translation>
        </message>
        <message>
            <source>{n} items were in parts that are no more, and are placed anew</source>
            <extracomment>curator_gui/dataset/splits/at_run.py</extracomment>
            <translation>{n} Elemente waren in Teilen, die es nicht mehr gibt, und werden neu verteilt</translation>
        </message>
        <message>
            <source>the pattern {pattern} finds nothing in {name}</source>
            <extracomment>curator_gui/dataset/splits/at_run.py</extracomment>
            <translation>das Muster {pattern} findet nichts in {name}</translation>
        </message>
        <message>
            <source>{n} items of {part}, such as {first}, are exact copies of items of {of}.</source>
            <extracomment>curator_gui/dataset/splits/checks.py</extracomment>
            <translation>{n} Elemente von {part}, etwa {first}, sind genaue Kopien von Elementen von {of}.</translation>
        </message>
        <message>
            <source>{n} items of {part}, such as {first}, are nearly items of {of}.</source>
            <extracomment>curator_gui/dataset/splits/checks.py</extracomment>
            <translation>{n} Elemente von {part}, etwa {first}, sind beinahe Elemente von {of}.</translation>
        </message>
        <message>
            <source>{n} groups are in more than one part.</source>
            <extracomment>curator_gui/dataset/splits/checks.py</extracomment>
            <translation>{n} Gruppen sind in mehr als einem Teil.</translation>
        </message>
        <message>
            <source>{path} cannot be written: {why}</source>
            <extracomment>curator_gui/dataset/splits/file.py</extracomment>
            <translation>{path} kann nicht geschrieben werden: {why}</translation>
        </message>
        <message>
            <source>{text}: two parts have the same name</source>
            <extracomment>curator_gui/dataset/splits/split.py</extracomment>
            <translation>{text}: zwei Teile haben denselben Namen</translation>
        </message>
        <message>
            <source>{text}: write shares or counts, such as 70%,15%,15% or train=100,test=20</source>
            <extracomment>curator_gui/dataset/splits/split.py</extracomment>
            <translation>{text}: schreiben Sie Anteile oder Anzahlen, etwa 70%,15%,15% oder train=100,test=20</translation>
        </message>
        <message>
            <source>each part needs a name of its own</source>
            <extracomment>curator_gui/dataset/splits/split.py</extracomment>
            <translation>jeder Teil braucht einen eigenen Namen</translation>
        </message>
        <message>
            <source>{key} is NaN everywhere: nothing can be even in it</source>
            <extracomment>curator_gui/dataset/splits/split.py</extracomment>
            <translation>{key} ist überall NaN: danach kann nichts ausgeglichen werden</translation>
        </message>
        <message>
            <source>the parts ask for {n} items; there are {size}</source>
            <extracomment>curator_gui/dataset/splits/split.py</extracomment>
            <translation>die Teile verlangen {n} Elemente; es gibt {size}</translation>
        </message>
        <message>
            <source>{n} items are left over: give one part a share</source>
            <extracomment>curator_gui/dataset/splits/split.py</extracomment>
            <translation>{n} Elemente bleiben übrig: einem Teil einen Anteil geben</translation>
        </message>
        <message>
            <source>the {part} part would be empty: {n} items are too few for its share</source>
            <extracomment>curator_gui/dataset/splits/split.py</extracomment>
            <translation>der Teil {part} wäre leer: {n} Elemente sind zu wenig für seinen Anteil</translation>
        </message>
        <message>
            <source>there have to be at least 2 folds, not {n}</source>
            <extracomment>curator_gui/dataset/splits/split.py</extracomment>
            <translation>es müssen mindestens 2 Faltungen sein, nicht {n}</translation>
        </message>
        <message>
            <source>{part}: a share or count cannot be negative</source>
            <extracomment>curator_gui/dataset/splits/split.py</extracomment>
            <translation>{part}: ein Anteil oder eine Anzahl kann nicht negativ sein</translation>
        </message>
        <message>
            <source>there is no measure {key} to split by</source>
            <extracomment>curator_gui/dataset/splits/split.py</extracomment>
            <translation>es gibt kein Maß {key}, nach dem aufgeteilt werden kann</translation>
        </message>
        <message>
            <source>{n} groups were in several parts before, and stay so</source>
            <extracomment>curator_gui/dataset/splits/split.py</extracomment>
            <translation>{n} Gruppen waren schon vorher in mehreren Teilen und bleiben es</translation>
        </message>
        <message>
            <source>the {part} part would be empty: with copies joined there are {n} groups</source>
            <extracomment>curator_gui/dataset/splits/split.py</extracomment>
            <translation>der Teil {part} wäre leer: mit verbundenen Kopien gibt es {n} Gruppen</translation>
        </message>
        <message>
            <source>{path} has {found} bytes, but {expected} were written</source>
            <extracomment>curator_gui/dataset/verifying.py</extracomment>
            <translation>{path} hat {found} Bytes, aber {expected} wurden geschrieben</translation>
        </message>
        <message>
            <source>{path} was changed: its SHA-256 is another one</source>
            <extracomment>curator_gui/dataset/verifying.py</extracomment>
            <translation>{path} wurde geändert: der SHA-256-Wert ist ein anderer</translation>
        </message>
        <message>
            <source>{path} has no hash in items.csv: it was gone then</source>
            <extracomment>curator_gui/dataset/verifying.py</extracomment>
            <translation>{path} hat keine Prüfsumme in items.csv: die Datei war damals verschwunden</translation>
        </message>
        <message>
            <source>items.csv has {found} items, but {expected} were written</source>
            <extracomment>curator_gui/dataset/verifying.py</extracomment>
            <translation>items.csv hat {found} Elemente, aber {expected} wurden geschrieben</translation>
        </message>
        <message>
            <source>index {index} stands in items.csv more than once</source>
            <extracomment>curator_gui/dataset/verifying.py</extracomment>
            <translation>Index {index} steht mehr als einmal in items.csv</translation>
        </message>
        <message>
            <source>{folder} was not split; `dataset split` it first, or take its files as they are</source>
            <extracomment>curator_gui/dataset/xyz_parts.py</extracomment>
            <translation>{folder} wurde nicht aufgeteilt; teilen Sie ihn zuerst mit `dataset split` auf, oder nehmen Sie seine Dateien, wie sie sind</translation>
        </message>
        <message>
            <source>{path} is no extended XYZ file</source>
            <extracomment>curator_gui/dataset/xyz_parts.py</extracomment>
            <translation>{path} ist keine Extended-XYZ-Datei</translation>
        </message>
        <message>
            <source>the part {part} cannot be the name of a file</source>
            <extracomment>curator_gui/dataset/xyz_parts.py</extracomment>
            <translation>der Teil {part} kann nicht der Name einer Datei sein</translation>
        </message>
        <message>
            <source>{path} is no extended XYZ file, or is cut off</source>
            <extracomment>curator_gui/dataset/xyz_parts.py</extracomment>
            <translation>{path} ist keine Extended-XYZ-Datei, oder sie ist abgeschnitten</translation>
        </message>
        <message>
            <source>{target} has a file for each part: {said}</source>
            <extracomment>curator_gui/dataset/xyz_parts.py</extracomment>
            <translation>{target} hat eine Datei je Teil: {said}</translation>
        </message>
        <message>
            <source>{count} structures are in no part and were not written</source>
            <extracomment>curator_gui/dataset/xyz_parts.py</extracomment>
            <translation>{count} Strukturen sind in keinem Teil und wurden nicht geschrieben</translation>
        </message>
    </context>
</TS>
