"""Telling people that something waits for them: in the program, by e-mail, by SMS."""
