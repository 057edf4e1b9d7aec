"""What the files of a project are linted with: its configuration, its workspace, and the settings of each file."""
