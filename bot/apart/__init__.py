"""Work on files that people sent, done apart: in a child process with limits, no network and no secrets."""
