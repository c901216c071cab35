"""Components, layouts, icons and design tokens: the look of every page."""
