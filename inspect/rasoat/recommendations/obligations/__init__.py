"""The pages of obligations: an addressee's inbox, and one obligation with its whole history."""
