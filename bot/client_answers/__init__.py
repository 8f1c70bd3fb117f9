"""What a client is asked, in simple Dutch and in the language of the client."""
