"""A door from LibreOffice Writer to refcheck: what refcheck writes into a copy is brought into the open document."""
