"""What readers may ask; every question is filtered by who asks."""
