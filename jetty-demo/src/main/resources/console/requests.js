// The last requests.
