"""What an open store is asked and told, a file for each subject; the class `Store` gathers these as its methods."""
