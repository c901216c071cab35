"""Single sign-on: the district's own provider says who somebody is."""
