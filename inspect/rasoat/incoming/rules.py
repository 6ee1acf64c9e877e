"""What the register of incoming papers registers: who may open the scans, and what stands in the journal of a case."""

from rasoat.files.access import register_owner
from rasoat.incoming import answering, awaited, linking, operations, queries, replying, sent
from rasoat.workflows.registry import register_note

__all__ = ["answering", "awaited", "replying", "sent"]

register_owner(operations.OWNER, queries.visible)
register_note(linking.PUT_IN, "Đưa văn bản đến vào hồ sơ")
register_note(linking.TAKEN_OUT, "Bỏ văn bản đến khỏi hồ sơ")
