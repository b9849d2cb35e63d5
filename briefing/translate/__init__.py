"""Translation between English and Spanish: backends, glossary, checks, cache, service."""
