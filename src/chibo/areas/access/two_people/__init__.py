"""What one person asks for and another confirms: wide roles, bulk exports. See docs/adr/0005."""
