"""One turn: hearing, routing, acting, committing."""
