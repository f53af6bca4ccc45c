"""A store as pages to read: an article with its evidence, an actor, a timeline. Returns HTML; serves nothing."""
