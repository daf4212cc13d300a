"""Reading (``reading``), a member's own texts (``writing``), and the board of the committee (``board``, ``desk``…)."""
