"""Pictures of an item: meshes from the helper process, fields as rasters, atoms; and the camera."""
