"""Plans, states, deadlines, the path of an appeal, notices, criteria, and who helps."""
