"""What a new notice asks again: the earlier obligation goes on in the new one."""
