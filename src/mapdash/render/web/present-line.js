/* The line between the windows of a briefing: presenter, notes windows, and the pictures inside of these.

   mapdash.makeLine(id, { peer }) -> { send(message), listen(call), addPeer(window), close() }. A message goes over a
   BroadcastChannel and to every window that is known besides: a page opened from a file has no channel. Each is numbered
   and heard once, in order. The id is the key to the line: it is drawn at random and told only to windows that one of us
   opened, so that a message that names it comes from one of us. What a message says is checked by whoever hears it. */
(() => {
  'use strict';

  const ID = /^[0-9a-f]{32}$/;
  const MOST_SENDERS = 64;
  const MOST_PEERS = 16;

  const newLineId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const isLineId = (text) => typeof text === 'string' && ID.test(text);
  const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

  /* The message in an envelope, null for anything that is not one of this line. */
  const opened = (data, id) => {
    if (!isRecord(data) || data.mapdashLine !== id || !isLineId(data.sender)) return null;
    if (!Number.isSafeInteger(data.number) || data.number < 1) return null;
    return isRecord(data.message) && typeof data.message.type === 'string' ? data.message : null;
  };

  const openChannel = (id) => {
    try {
      return new BroadcastChannel(`mapdash-line-${id}`);
    } catch {
      return null; /* Then the windows alone carry it. */
    }
  };

  const makeLine = (id, { peer = null } = {}) => {
    const isFile = location.protocol === 'file:';
    const sender = newLineId();
    const peers = new Set();
    const heard = new Map();
    const calls = [];
    const channel = openChannel(id);
    let number = 0;

    const addPeer = (other) => {
      if (other && other !== window && peers.size < MOST_PEERS) peers.add(other);
    };

    /* Both ways keep the order, so that what was overtaken was heard before. */
    const take = (data) => {
      const message = opened(data, id);
      if (!message || data.sender === sender || data.number <= (heard.get(data.sender) || 0)) return;
      heard.delete(data.sender);
      heard.set(data.sender, data.number);
      if (heard.size > MOST_SENDERS) heard.delete(heard.keys().next().value);
      for (const call of [...calls]) call(message, data.sender);
    };

    const hearChannel = ({ data }) => take(data);
    const hearWindow = ({ data, origin, source }) => {
      if (origin !== (isFile ? 'null' : location.origin) || !opened(data, id)) return;
      addPeer(source); /* Whoever reloads forgets which windows it opened. */
      take(data);
    };

    if (channel) channel.addEventListener('message', hearChannel);
    window.addEventListener('message', hearWindow);
    addPeer(peer);

    return {
      id,
      sender,
      addPeer,
      send(message) {
        number += 1;
        const envelope = { mapdashLine: id, sender, number, message };
        if (channel) channel.postMessage(envelope);
        for (const other of peers) {
          if (other.closed) peers.delete(other);
          else other.postMessage(envelope, isFile ? '*' : location.origin);
        }
      },
      listen(call) { calls.push(call); },
      close() {
        window.removeEventListener('message', hearWindow);
        if (channel) channel.close();
        calls.length = 0;
        peers.clear();
      },
    };
  };

  window.mapdash = window.mapdash || {};
  Object.assign(window.mapdash, { makeLine, newLineId, isLineId });
})();
