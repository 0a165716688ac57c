"""Pages of the unit, of Phòng Nội vụ, and the steps they take."""
