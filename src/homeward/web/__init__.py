"""The site: stores, asks, decides and shows. Nothing outside imports it. See docs/site.md."""
