import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Request, RequestHandler, Response } from 'express';

/** Addresses that are the gateway's own: no page of the console may lie below them. */
const NOT_PAGES = /^\/(api|health|metrics|assets|pdfjs)(\/|$)/;
/** Files have a hash in their name: what has the same name is the same. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
/** What the reader of PDFs asks for when a file does not bring it along; the folder is named after its version. */
const FOR_PDF = /^\/pdfjs\/[0-9.]+\/[a-z_]+\/[A-Za-z0-9_-]+\.(?:bcmap|pfb|ttf|js)$/;
/** A file that somebody handed in is read by this script: it may load scripts of ours, and ask nobody for anything. */
const PDF_WORKER = /^\/assets\/pdf\.worker[A-Za-z0-9_.-]*\.mjs$/;
const WORKER_POLICY = "default-src 'none'; script-src 'self'";
const ASSET = /^\/(?:assets\/)?[A-Za-z0-9_.-]+\.(?:css|m?js|json|svg|png|woff2|wasm)$/;
/** Scripts only from here and none in the page; styles of single elements, which charts and tables set themselves. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self' blob:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** The built console beside this build; null where it has not been built, and then the gateway is an API alone. */
export function findConsole(dir: string = fileURLToPath(new URL('../../../console', import.meta.url))): string | null {
  // The sources have an index.html too, but no assets.
  return existsSync(join(dir, 'index.html')) && existsSync(join(dir, 'assets')) ? dir : null;
}

/** Serves the console: its files, and its one page at every address that a person may open or reload. */
export function consoleFiles(dir: string): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') next();
    else if (isFile(request.path) && existsSync(join(dir, request.path))) sendFile(dir, request, response, next);
    else if (!NOT_PAGES.test(request.path) && request.accepts(['json', 'html']) === 'html') {
      response.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store' });
      response.sendFile('index.html', { root: dir, cacheControl: false, etag: false, lastModified: false }, next);
    } else next();
  };
}

const isFile = (path: string): boolean => ASSET.test(path) || FOR_PDF.test(path);

function sendFile(dir: string, request: Request, response: Response, next: (error?: unknown) => void): void {
  const { path } = request;
  const isForEver = path.startsWith('/assets/') || FOR_PDF.test(path);
  if (PDF_WORKER.test(path)) response.set('Content-Security-Policy', WORKER_POLICY);
  response.set({
    'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    'Cache-Control': isForEver ? FOR_EVER : 'no-cache',
    Vary: 'Accept-Encoding',
  });
  const packed = existsSync(join(dir, `${path}.gz`)) && request.acceptsEncodings(['gzip']) === 'gzip';
  if (packed) response.set('Content-Encoding', 'gzip');
  const options = { root: dir, cacheControl: false, etag: false, lastModified: !isForEver };
  response.sendFile(packed ? `${path}.gz` : path, options, next);
}
