/**
 * The Content-Security-Policy of the console: its own script and styles, and requests to its own gateway. No page may
 * frame it, and no content of an answer can become a script that acts in the person's name.
 */
export const consolePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The console's HTML. All addresses are relative to /console. */
export const consolePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>Console</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="console/console.css">
<script type="module" src="console/console.js"></script>
</head>
<body>
<noscript>The console needs JavaScript. Konsol ini memerlukan JavaScript.</noscript>
<div id="console"></div>
</body>
</html>
`;
