/* The presenter over the whole page: a modal dialog, so that everything behind it is inert and stays where it is.
   Dialogs are drawn above all else, also above what Streamlit says when the server is gone. */
import { h } from './dom.js';

const FULL = 'position:fixed;inset:0;width:100vw;height:100dvh;max-width:none;max-height:none;margin:0;padding:0;border:0;overflow:hidden;background:#0b0f14;color:#fff;';

const deepFocus = () => {
  let node = document.activeElement;
  while (node && node.shadowRoot && node.shadowRoot.activeElement) node = node.shadowRoot.activeElement;
  return node;
};

export const makeOverlay = ({ onMessage, onLeave }) => {
  let dialog = null;
  let frame = null;
  let before = null;
  let isFullScreenOurs = false;

  const toFrame = () => { if (frame) { frame.focus({ preventScroll: true }); if (frame.contentWindow) frame.contentWindow.focus(); } };

  /* A key that reached the page after all is given to the presenter, and the keyboard with it. */
  const passOn = (event) => {
    if (!frame || !event.isTrusted || event.target === frame) return;
    const { key, code, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (ctrlKey || metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    toFrame();
    try {
      const inside = frame.contentWindow;
      inside.document.body.dispatchEvent(new inside.KeyboardEvent('keydown', { key, code, shiftKey, altKey, bubbles: true, cancelable: true, composed: true }));
    } catch { /* it is still loading */ }
  };

  const listen = (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== window.location.origin) return;
    const said = event.data && event.data.mapdash;
    if (!said) return;
    if (said.type === 'present-exit') close();
    onMessage(said);
  };

  const build = () => {
    before = deepFocus();
    const words = h('p', { role: 'status', style: 'font:600 24px/1.3 sans-serif;margin:0 0 20px' }, 'Opening the briefing…');
    const back = h('button', { type: 'button', style: 'font:16px sans-serif;padding:8px 16px;color:#fff;background:#1f5582;border:1px solid #fff;border-radius:7px;cursor:pointer', onclick: () => leave() }, 'Back to the dashboard');
    const cover = h('div', { style: 'position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;text-align:center;padding:24px' }, words, back);
    const mine = h('dialog', { 'aria-label': 'Briefing', class: 'mapdash-presenting', style: FULL }, cover);
    dialog = mine;
    dialog.say = (sentence) => { words.textContent = sentence; };
    // Esc belongs to the presenter; without one it leads back.
    dialog.addEventListener('cancel', (event) => { event.preventDefault(); if (frame) toFrame(); else leave(); });
    dialog.addEventListener('close', () => { if (dialog === mine) leave(); });
    dialog.addEventListener('focusin', (event) => { if (frame && event.target !== frame) toFrame(); });
    document.body.append(dialog);
    dialog.showModal();
    window.addEventListener('keydown', passOn, true);
    window.addEventListener('message', listen);
    window.addEventListener('focus', toFrame);
  };

  const close = () => {
    if (!dialog) return;
    const gone = dialog;
    dialog = null;
    frame = null;
    window.removeEventListener('keydown', passOn, true);
    window.removeEventListener('message', listen);
    window.removeEventListener('focus', toFrame);
    if (gone.open) gone.close();
    gone.remove();
    if (isFullScreenOurs && document.fullscreenElement) document.exitFullscreen().catch(() => {});
    isFullScreenOurs = false;
    if (before && before.isConnected) before.focus({ preventScroll: true });
  };

  const leave = () => { close(); onLeave(); };

  return {
    get isOpen() { return Boolean(dialog); },
    get isShowing() { return Boolean(frame); },
    cover() { if (!dialog) build(); },
    say(sentence) { if (dialog && !frame) dialog.say(sentence); },
    async show(address) {
      if (!dialog) build();
      frame = h('iframe', { title: 'Briefing', allow: 'fullscreen', src: address, style: 'position:absolute;inset:0;width:100%;height:100%;border:0;display:block;background:#0b0f14' });
      frame.addEventListener('load', toFrame);
      dialog.replaceChildren(frame);
      toFrame();
      if (!document.fullscreenElement) {
        try { await document.documentElement.requestFullscreen(); isFullScreenOurs = true; }
        catch { /* without a click just before a browser refuses: the window is filled all the same */ }
        toFrame();
      }
    },
    close,
  };
};
