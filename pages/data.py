"""What is known about the data."""

from mapdash.app.data_page import show_data_page

show_data_page()
