/* The marking: a bar at the top and one at the bottom of every page. They hang in the body, above all that scrolls. */
import { h, surface } from './dom.js';

const bar = (where) => h('div', { class: `mapdash-marking ${where}`, role: 'note', 'aria-label': where === 'top' ? 'Marking' : 'Marking, at the bottom' });

/* Streamlit drops the style sheet of the page when its server was started anew under an open page: this one stays. */
const keepStyle = () => {
  if (document.getElementById('mapdash-page-style')) return;
  document.head.append(h('link', { rel: 'stylesheet', id: 'mapdash-page-style', href: new URL('page.css', import.meta.url).href }));
};

let bars = [];
export default surface((root) => {
  root.hidden = true;
  keepStyle();
  return {
    update({ marking }) {
      const page = document.documentElement;
      page.classList.toggle('mapdash-is-marked', Boolean(marking));
      if (!marking) { bars.forEach((node) => node.remove()); bars = []; return; }
      if (!bars.length || !bars[0].isConnected) { bars = [bar('top'), bar('bottom')]; document.body.append(...bars); }
      for (const node of bars) {
        if (node.textContent !== marking.text) node.textContent = marking.text;
        node.style.backgroundColor = marking.background;
        node.style.color = marking.color;
      }
    },
  };
});
