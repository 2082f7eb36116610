"""People's records in and out: lists and requests as CSV or spreadsheets.

read_people     the people of a file of requests or a list
people_of_row   the person in one row of a list met among the sources
notes_on_row    what of that row could not be used, though the person was read
"""

from homeward.interchange.people import notes_on_row, people_of_row, read_people

__all__ = ["notes_on_row", "people_of_row", "read_people"]
