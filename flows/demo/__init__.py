"""A made-up event, filmed and worked through from the lens to the workbook, so that anybody can see the whole way."""
