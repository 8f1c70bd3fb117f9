"""When the next measurement of a client is: planned, put off, brought forward."""
