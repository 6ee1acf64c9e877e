"""The commands of `rasoat`, grouped."""
