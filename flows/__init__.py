"""musterroll: military figures from news, as claims in a warehouse."""
