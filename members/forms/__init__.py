"""What people type: joining, their profile, the directory's filters, the charter."""
