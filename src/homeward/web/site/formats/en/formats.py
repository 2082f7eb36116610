"""English dates without a guess at what is day and what is month: 5 March 2024."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
