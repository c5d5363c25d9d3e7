"""Writes `python-docx.docx`, with python-docx."""

import datetime
import sys

import docx

document = docx.Document()
document.core_properties.author = "A. Writer"
document.core_properties.created = document.core_properties.modified = datetime.datetime(2024, 3, 15)
document.add_heading("Repairs of the Orrin footbridge", 1)
paragraph = document.add_paragraph("The Orrin footbridge, which is 2")
paragraph.add_run("40 met").bold = True
paragraph.add_run("res long, was opened in 1974. The repairs of the footbridge cost 12.5 million euros & the county pays for them.")
paragraph = document.add_paragraph("The council voted ", style="List Bullet")
votes = paragraph.add_run("31 to 14")
paragraph.add_run(" for the repairs on 12 March 2024.")
document.add_comment(votes, text="Checked by phone.", author="Maja Lind", initials="ML")
document.add_paragraph("The new deck weighs 48 tonnes.", style="List Bullet")
table = document.add_table(rows=2, cols=2)
for cell, text in zip((cell for row in table.rows for cell in row.cells), ["Length of the footbridge", "240 metres", "Votes", "31"]):
    cell.text = text
document.add_paragraph("The path below the footbridge was closed for 17 weeks.")
document.save(sys.argv[1])
