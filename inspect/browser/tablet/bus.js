// Messages to this tab and to the browser's other tabs of the same site.
export const openBus = ({ BroadcastChannel = globalThis.BroadcastChannel, name = "rasoat" } = {}) => {
  const listeners = new Map();
  const channel = BroadcastChannel ? new BroadcastChannel(name) : null;
  const tell = (type, data, here) => {
    for (const listener of [...(listeners.get(type) ?? [])]) listener(data, here);
  };
  if (channel) channel.onmessage = ({ data }) => tell(data.type, data.data, false);
  return {
    // `listener(data, here)`: `here` says whether the message came from this tab.
    on(type, listener) {
      if (!listeners.has(type)) listeners.set(type, new Set());
      listeners.get(type).add(listener);
      return () => listeners.get(type).delete(listener);
    },
    post(type, data = null) {
      tell(type, data, true);
      channel?.postMessage({ type, data });
    },
    close: () => channel?.close(),
  };
};
