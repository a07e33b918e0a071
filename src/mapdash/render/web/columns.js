/* The event columns: fetched once from an address that names their content, decoded into typed arrays. */
(() => {
  'use strict';

  const MAGIC = 0x3143444d; // "MDC1", little-endian
  const TYPES = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, i4: Int32Array };

  const decode = (buffer) => {
    const view = new DataView(buffer);
    if (buffer.byteLength < 8 || view.getUint32(0, true) !== MAGIC) throw new Error('The event data is not in the form that this page reads.');
    const length = view.getUint32(4, true);
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
    const columns = { rows: header.rows, header };
    for (const { name, type, offset, length: own = header.rows } of header.arrays) columns[name] = new TYPES[type](buffer, 8 + length + offset, own);
    return columns;
  };

  const LIMIT = 85.0511287798;

  /* Web Mercator on the unit square, so that a zoom is one multiplication. */
  const unitX = (longitude) => (longitude + 180) / 360;
  const unitY = (latitude) => {
    const angle = Math.max(-LIMIT, Math.min(LIMIT, latitude)) * Math.PI / 180;
    return 0.5 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / (2 * Math.PI);
  };

  const project = (columns) => {
    const { rows, longitude, latitude } = columns;
    const x = new Float64Array(rows);
    const y = new Float64Array(rows);
    for (let i = 0; i < rows; i += 1) {
      x[i] = unitX(longitude[i]);
      y[i] = unitY(latitude[i]);
    }
    return Object.assign(columns, { x, y });
  };

  const get = async (url) => {
    const response = await fetch(url, { credentials: 'omit' });
    if (!response.ok) throw new Error(`The event data did not arrive (${response.status}).`);
    return response;
  };

  const loadTable = async (url) => decode(await (await get(url)).arrayBuffer());
  const loadColumns = async (url) => project(await loadTable(url));

  /* A mask of visible rows: bits packed as numpy.packbits does, most significant first, in base64. */
  const decodeMask = (text, rows) => {
    const mask = new Uint8Array(rows);
    if (text === null) return mask.fill(1);
    const bytes = atob(text);
    for (let i = 0; i < rows; i += 1) mask[i] = (bytes.charCodeAt(i >> 3) >> (7 - (i & 7))) & 1;
    return mask;
  };

  Object.assign(window.mapdash, { unitX, unitY, loadTable, loadColumns, decodeMask });
})();
