"""The list as clerks keep it in Excel: what its columns mean, what its rows say, what is wrong."""
