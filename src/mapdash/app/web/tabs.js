/* The two tabs over the right column, when a chosen event and the briefing want it both. */
import { h } from './dom.js';

const TABS = [['event', 'Event'], ['briefing', 'Briefing']];

/* Asked for in one surface, answered in another: the number stands on the page. */
const answered = () => Number(document.documentElement.dataset.mapdashTab || 0);

export const makeTabs = (send) => {
  const choose = (name) => send({ type: 'side_tab', name });
  const buttons = TABS.map(([name, label]) => h('button', {
    type: 'button', role: 'tab', id: `tab-${name}`,
    onclick: () => choose(name),
    onkeydown: (event) => {
      if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
      event.preventDefault();
      choose(name === 'event' ? 'briefing' : 'event');
    },
  }, label));
  const root = h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Right column' }, ...buttons);
  return {
    root,
    update(tabs) {
      root.hidden = !tabs;
      if (!tabs) return;
      buttons.forEach((button, i) => {
        const isOn = TABS[i][0] === tabs.active;
        button.setAttribute('aria-selected', String(isOn));
        button.tabIndex = isOn ? 0 : -1;
      });
      if (tabs.asked > answered()) {
        document.documentElement.dataset.mapdashTab = String(tabs.asked);
        // The tab that was clicked has gone with its surface.
        queueMicrotask(() => buttons.find((button) => button.tabIndex === 0).focus({ preventScroll: true }));
      }
    },
  };
};
