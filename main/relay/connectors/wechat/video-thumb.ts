import type { UploadFile } from './upload-form.ts';

/**
 * WeChat shows a video behind a small picture that must be uploaded with it: a grey field with a white "play" sign, 160
 * by 90 pixels. A frame of the video itself would have to be decoded first.
 */
const picture = Buffer.from(
  [
    '/9j/2wBDABQUFBQVFBcZGRcfIh4iHy4rJycrLkYyNjI2MkZqQk5CQk5Cal5yXVZdcl6phXZ2hanDpJukw+zT0+z/////////2wBD',
    'ARQUFBQVFBcZGRcfIh4iHy4rJycrLkYyNjI2MkZqQk5CQk5Cal5yXVZdcl6phXZ2hanDpJukw+zT0+z/////////wgARCABaAKAD',
    'ASIAAhEBAxEB/8QAGwABAAMBAQEBAAAAAAAAAAAAAAUGBwIEAQP/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIQAxAAAACB',
    'AAAAAAAAAAAAAOjn9bvKmZ/lqMUUN1yAAAAAALZU9DPdWLPnJozMtCIWp6HngAAAAAAu1J9JpFFvP0jpF8IWk+nzAAAAAAAHcxCC',
    'bh+AAAAAAAAAAAAAAB//xAAtEAACAgAEBQIEBwAAAAAAAAABAgMEAAURcgYQEjFBITAjQFGhNERQYGJ0sv/aAAgBAQABPwD9Rjgn',
    'l9Y4XfapOJIJ4vWSF03KR8iiPI6oilmY6ADGW5BBXAeyBJL9hgAAaDBAI0OMyyCCwC9YCOX7HDo8bsjqVZToQff4ZpgmW0+xOQz6',
    'epetRS/EiE74q3K1xOuGQH6jyOXE1MKYrSD+D+/w+AMri3PyzD8fc/sSf6xFNLA4kicow8jGUW7tqHWzB0/R+3VjiEA5XLuT3+GL',
    'IavLX8o3Vylo2buZXFhT8xJqcZfkNWpo8uksvLieyFgir+Xbq9+palpzpNH3XFG/XvxB4m3J5GAAvYAepPK9fr0Yi8rbU8nFu1Lc',
    'neaTufkI5JInDxuysOxB0OIuIcyjABdH3DEnEGZOugdE2jEkkkrl5HZmPck6n9i//8QAFBEBAAAAAAAAAAAAAAAAAAAAUP/aAAgB',
    'AgEBPwBz/8QAFBEBAAAAAAAAAAAAAAAAAAAAUP/aAAgBAwEBPwBz/9k=',
  ].join(''),
  'base64',
);

export const videoThumb: UploadFile = {
  fileName: 'thumb.jpg',
  mimeType: 'image/jpeg',
  sizeBytes: picture.length,
  async *open() {
    yield picture;
  },
};
