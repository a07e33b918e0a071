/* The line below the map: opens the table, and says whose data and whose borders these are. */
import { h, surface } from './dom.js';

export default surface((root, send) => {
  let isOpen = false;
  const table = h('button', { type: 'button', id: 'table', onclick: () => send({ type: 'table', isOpen: !isOpen }) });
  const credit = h('p', { class: 'muted' });
  root.classList.add('footer');
  root.append(table, credit);
  return {
    update(data) {
      isOpen = data.isTableOpen;
      table.textContent = `${isOpen ? 'Close table' : 'Table'} (${data.count})`;
      table.setAttribute('aria-expanded', String(isOpen));
      credit.textContent = data.credit;
    },
  };
});
