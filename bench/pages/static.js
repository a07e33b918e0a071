/* Dots from typed arrays, stamped into the pixels of one canvas; a strip to drag a period on; nothing else. */
(() => {
  'use strict';

  const RADIUS = 4;
  const COLOURS = [0xffb27200, 0xff005ed5, 0xff739e00, 0xffa779cc, 0xff009fe6, 0xffe9b456, 0xff8d3c7f, 0xff666666, 0xff2a73a5, 0xff983b3b];
  const canvas = document.querySelector('canvas');
  const strip = document.querySelector('.strip');
  const context = canvas.getContext('2d');
  let columns = null;
  let filter = {};
  let frame = null;

  const stamp = [];
  for (let y = -RADIUS; y <= RADIUS; y += 1) {
    for (let x = -RADIUS; x <= RADIUS; x += 1) if (x * x + y * y <= RADIUS * RADIUS + 1) stamp.push([x, y]);
  }

  const load = async () => {
    const { rows, categories } = await (await fetch('/columns.json')).json();
    const bytes = await (await fetch('/columns.bin')).arrayBuffer();
    const titles = (await (await fetch('/titles.txt')).text()).split('\n');
    const at = (Kind, place) => new Kind(bytes, place * 4 * rows, rows);
    columns = {
      rows, categories, titles, x: at(Float32Array, 0), y: at(Float32Array, 1),
      startDay: at(Int32Array, 2), endDay: at(Int32Array, 3), category: new Uint8Array(bytes, 16 * rows, rows),
    };
    columns.firstDay = columns.startDay.reduce((least, day) => Math.min(least, day), Infinity);
    columns.lastDay = columns.endDay.reduce((most, day) => Math.max(most, day), -Infinity);
  };

  const draw = () => {
    frame = null;
    const { width, height } = canvas;
    const image = context.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const { rows, x, y, category, startDay, endDay, titles } = columns;
    const isOn = columns.categories.map((name) => !filter.categories || filter.categories.includes(name));
    const [first, last] = filter.period || [-Infinity, Infinity];
    const offsets = stamp.map(([dx, dy]) => dy * width + dx);
    let count = 0;
    for (let i = 0; i < rows; i += 1) {
      if (!isOn[category[i]] || startDay[i] > last || endDay[i] < first) continue;
      if (filter.search && !titles[i].includes(filter.search)) continue;
      count += 1;
      const px = Math.round(x[i] * width);
      const py = Math.round((y[i] - 0.2) * 1.6 * height);
      if (px < RADIUS || py < RADIUS || px >= width - RADIUS || py >= height - RADIUS) continue;
      const middle = py * width + px;
      const colour = COLOURS[category[i] % COLOURS.length];
      for (let k = 0; k < offsets.length; k += 1) pixels[middle + offsets[k]] = colour;
    }
    context.putImageData(image, 0, 0);
    window.dispatchEvent(new CustomEvent('bench:drawn'));
    window.benchProbe.shown(count);
  };

  const preview = (changes) => {
    filter = { ...filter, ...changes };
    if (!frame) frame = requestAnimationFrame(draw);
  };

  const dayAt = (event) => {
    const { left, width } = strip.getBoundingClientRect();
    return Math.round(columns.firstDay + (event.clientX - left) / width * (columns.lastDay - columns.firstDay));
  };
  let start = null;
  strip.addEventListener('pointerdown', (event) => { start = dayAt(event); strip.setPointerCapture(event.pointerId); });
  strip.addEventListener('pointermove', (event) => {
    if (start !== null) preview({ period: [Math.min(start, dayAt(event)), Math.max(start, dayAt(event))] });
  });
  strip.addEventListener('pointerup', () => { start = null; });

  const begin = async () => {
    await load();
    canvas.width = canvas.clientWidth;
    canvas.height = canvas.clientHeight;
    window.staticPage = { preview, columns };
    draw();
  };
  begin();
})();
