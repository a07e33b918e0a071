/* Reads the file of vector tiles in few requests: what is asked for in one turn and lies close together in the file is
   fetched as one range. Neighbours on the map are mostly neighbours in the file. */
(() => {
  'use strict';

  const LARGEST_GAP = 48 * 1024; /* Fetching what nobody asked for is cheaper than another request. */
  const LARGEST_RANGE = 2 * 1024 * 1024;

  /* Let the browser paint and answer before more work; a timeout would wait longer each time. */
  const channel = new MessageChannel();
  const resting = [];
  channel.port1.onmessage = () => resting.shift()();
  const rest = () => new Promise((resolve) => { resting.push(resolve); channel.port2.postMessage(null); });

  /* A source as PMTiles readers want it: getKey() and getBytes(offset, length). */
  class RangeSource {
    constructor(url) {
      this.url = url;
      this.waiting = [];
      this.whole = null;
      this.requests = 0;
      this.bytes = 0;
    }

    getKey() { return this.url; }

    getBytes(offset, length, signal) {
      return new Promise((resolve, reject) => {
        if (signal) signal.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
        this.waiting.push({ offset, end: offset + length, resolve, reject });
        if (this.waiting.length === 1) setTimeout(() => this.send(), 0);
      });
    }

    send() {
      const wanted = this.waiting.sort((a, b) => a.offset - b.offset);
      this.waiting = [];
      let run = null;
      for (const part of wanted) {
        const isNear = run && part.offset - run.end <= LARGEST_GAP && part.end - run.offset <= LARGEST_RANGE;
        if (isNear) {
          run.parts.push(part);
          run.end = Math.max(run.end, part.end);
        } else {
          if (run) this.fetchRun(run);
          run = { offset: part.offset, end: part.end, parts: [part] };
        }
      }
      if (run) this.fetchRun(run);
    }

    async fetchRun({ offset, end, parts }) {
      try {
        const { data, start } = await this.fetchRange(offset, end);
        for (const part of parts) {
          part.resolve({ data: data.slice(part.offset - start, part.end - start) });
          await rest(); /* Reading a tile takes a while, and so does the next: not in one stretch. */
        }
      } catch (error) {
        for (const part of parts) part.reject(error);
      }
    }

    /* All of it at once, for when there may be no server later. */
    async fetchWhole() {
      if (this.whole) return;
      const answer = await fetch(this.url, { credentials: 'omit' });
      if (answer.ok) this.whole = await answer.arrayBuffer();
    }

    async fetchRange(offset, end) {
      if (this.whole) return { data: this.whole, start: 0 };
      this.requests += 1;
      const answer = await fetch(this.url, { credentials: 'omit', headers: { Range: `bytes=${offset}-${end - 1}` } });
      if (!answer.ok) throw new Error(`the server answers with status ${answer.status}`);
      const data = await answer.arrayBuffer();
      this.bytes += data.byteLength;
      /* A server without ranges sends everything, which then serves all that follows. */
      if (answer.status === 200) this.whole = data;
      return { data, start: answer.status === 200 ? 0 : offset };
    }
  }

  const TILE_PX = 256;
  const LEVELS_BELOW = 1; /* A tile is drawn at 512 pixels: a map at zoom 5 reads tiles of zoom 4. */

  /* The tiles of one file; `source` may bring bytes that are in memory. Rejects when it is no file of tiles. */
  const openTiles = async ({ url, source }) => {
    const { PmtilesSource, TileCache, View } = window.protomapsL;
    /* The reader's own class is not among what the script exports; one that is never read has it. */
    const { constructor: PMTiles } = new PmtilesSource(url || 'file', false).p;
    const bytes = source || new RangeSource(url);
    const file = new PMTiles(bytes);
    const { maxZoom } = await file.getHeader();
    const cache = new TileCache(new PmtilesSource(file, false), TILE_PX << LEVELS_BELOW);
    return { file, bytes, view: new View(cache, maxZoom, LEVELS_BELOW) };
  };

  /* What the file has of a part of the world ({ zoom, world, left, top, width, height } in pixels of that zoom), with how
     many of the tiles could not be had. Rejects when none could. */
  const loadTiles = async (view, { zoom, world, left, top, width, height }) => {
    const bounds = { minX: left, maxX: left + width - 1, minY: Math.max(0, top), maxY: Math.min(world, top + height) - 1 };
    const wanted = bounds.maxY < bounds.minY ? [] : view.dataTilesForBounds(zoom, bounds);
    const answers = await Promise.allSettled(wanted.map((tile) => view.tileCache.get(tile.dataTile)));
    const failed = answers.filter(({ status }) => status === 'rejected');
    if (failed.length && failed.length === wanted.length) throw failed[0].reason;
    return { tiles: wanted.map((tile, i) => ({ ...tile, data: answers[i].value || new Map() })), missing: failed.length };
  };

  window.mapdash.basemapTiles = { TILE_PX, DRAWN_PX: TILE_PX << LEVELS_BELOW, openTiles, loadTiles, rest };
})();
