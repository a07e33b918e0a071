/* How many rows of the table are ticked, and the way back. */
import { h, surface } from './dom.js';

export default surface((root, send) => {
  const words = h('p', { role: 'status' });
  const clear = h('button', { type: 'button', onclick: () => send({ type: 'select', ids: [] }) }, 'Clear ticks');
  root.classList.add('ticks');
  root.append(words, clear);
  return {
    update({ count, hidden }) {
      const many = count === 1 ? '1 row is ticked: its mark pulses on the map.' : `${count.toLocaleString('en')} rows are ticked${count >= 1000 ? ' (the most that can be)' : ''}: their marks pulse on the map.`;
      words.textContent = count ? `${many}${hidden ? ` The filter hides ${hidden} of them.` : ''}` : 'Tick rows to make their marks pulse; click a row to read its card.';
      clear.hidden = !count;
    },
  };
});
