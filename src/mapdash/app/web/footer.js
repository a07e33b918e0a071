/* The line below the map: opens the table and the charts, and says whose data these are. */
import { h, surface } from './dom.js';

const makeToggle = (send, type, id) => {
  let isOpen = false;
  const button = h('button', { type: 'button', id, onclick: () => send({ type, isOpen: !isOpen }) });
  return {
    button,
    update(isNowOpen, name, more = '') {
      isOpen = isNowOpen;
      button.textContent = `${isOpen ? `Close ${name}` : name[0].toUpperCase() + name.slice(1)}${more}`;
      button.setAttribute('aria-expanded', String(isOpen));
    },
  };
};

export default surface((root, send) => {
  const table = makeToggle(send, 'table', 'table');
  const charts = makeToggle(send, 'charts', 'charts');
  const credit = h('p', { class: 'muted' });
  root.classList.add('footer');
  root.append(table.button, charts.button, credit);
  return {
    update(data) {
      table.update(data.isTableOpen, 'table', ` (${data.count})`);
      charts.update(data.isChartsOpen, 'charts');
      credit.textContent = data.credit;
    },
  };
});
