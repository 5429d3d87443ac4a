// The events of the server, read once for all sections of the page.
