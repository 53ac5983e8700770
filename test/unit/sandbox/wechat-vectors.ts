/** Published and recomputed vectors of WeChat's message encryption. */
export interface CryptoVector {
  name: string;
  token: string;
  encodingAesKey: string;
  appId: string;
  timestamp: string;
  nonce: string;
  random: string;
  encrypted: string;
  msgSignature: string;
  signature?: string;
  /** Absent where only part of the message is published. */
  message?: string;
  padBytes?: number;
}

export const cryptoVectors: readonly CryptoVector[] = [
  {
    name: 'O1',
    token: 'AAAAA',
    encodingAesKey: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    appId: 'wxba5fad812f8e6fb9',
    timestamp: '1714112445',
    nonce: '415670741',
    random: 'a8eedb185eb2fecf',
    encrypted:
      '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=',
    msgSignature: '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
    signature: '6c5c811b55cc85e0e1b54100749188c20beb3f5d',
    message:
      '{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}',
    padBytes: 19,
  },
  {
    name: 'O2',
    token: 'AAAAA',
    encodingAesKey: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    appId: 'wxba5fad812f8e6fb9',
    timestamp: '1713424427',
    nonce: '415670741',
    random: '707722b803182950',
    encrypted: 'ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==',
    msgSignature: '1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1',
    message: '{"demo_resp":"good luck"}',
  },
  {
    name: 'O3',
    token: 'pamtest',
    encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    appId: 'wxb11529c136998cb6',
    timestamp: '1409304348',
    nonce: 'xxxxxx',
    random: 'aaaabbbbccccdddd',
    encrypted: 'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==',
    msgSignature: '82c962d39941aa48552f90ef55aa323dc620cc10',
    message: '我是中文abcd123',
    padBytes: 7,
  },
  {
    name: 'O4',
    token: 'pamtest',
    encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    appId: 'wxb11529c136998cb6',
    timestamp: '1458300676',
    nonce: '260774613',
    random: 'd43123b161a4ba84',
    encrypted:
      'rTNFcsut4LfGuAFKEUVVpwcaCOTJzOd9twZdIW910jb3k+iicx2uvhttIZ3Qg9Qgty3BEF2xbOrz6boTfb30dMomcgrkTqdFPwnhqbk+kIQ7rZiwny9D7NUrTgA5kpX3KsZvrXzUZyP2x9YOlxbgm572lmxKvM7HAQQhIQ/p6HBmoY30bGXFK0BtIu1pW9TjhOYrLQoU18nWYjWqDA1ynkmOytpv7QRI1P1+0NoxL0q2zO1DgeSvnE8CZGo/o5Ap/WHK5W2RAsinpzN4/LjPnmB6U01I5XCoJoC0GK/yMZycd2Oh8Nq6+wBkC1U85oy0ktOY4nLvsQMLrourmMGdZHuTbqpeJ8Ao/5PRYJ+WBvRUwPfGKBL2+2IKZF49vAJqkcGWSHGE76ZN2erXeuNazf/o9o3lIE3q739o4c8t9QGPe31GT2Go/rOz1BsrASwvauNulCh+++yz+CQzBIuikA==',
    msgSignature: '4f3ad57b6989f09f4eb392acce4f9e93942ed890',
    padBytes: 21,
  },
  {
    name: 'O5',
    token: 'QDG6eK',
    encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    appId: 'wx5823bf96d3bd56c7',
    timestamp: '1409659813',
    nonce: '1372623149',
    random: '0960688932c47ef1',
    encrypted:
      'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
    msgSignature: '477715d11cdb4164915debcba66cb864d751f3e6',
    padBytes: 30,
  },
  {
    name: 'V1',
    token: 'relayConsole2026',
    encodingAesKey: '5YTOLwGcXaCrTPFppl75wARKcSu71K0dpvm2VIx1K0M',
    appId: 'wx1a2b3c4d5e6f7a8b',
    timestamp: '1767225601',
    nonce: '1908273645',
    random: '0123456789abcdef',
    encrypted:
      'NlO64CA1C3jA3g6lw2Rfi0xD/30+tiJBFLxYqGjVI/m2mC/U7uclTtgfqoEATK+3xBTe68YladEkHsE/GX3e/nk4srIjNrnpbAAJIiUxFy29si3AoEQT6KD48lXlrNqOcSHPjKtSLZ7YPE/JF44wQU+4hEeiaLNm7ZwhBLjbO+AC8Wkq8aFciAfGUy8GFdxGCV+JbsElDpp8E59TaiHoj3LCJFn1K6jvU3hFGO3xgc+Mr4ItFpNkilsDSS4R+mWAaLC+9f4B+miA4aLkXniGUerp6olwzJyN0vq1Sa4qyIjOdb9ZiFvxGBsRnlzD2g+BUfBuHHJVkRFbSY03L1BqDyAKGT/ucIzvOnE7k+UujXPkDCl57d6zedPjfDQmu2k/TH5yOs5WsqzEclXDOQfIVbOoqxd8nWTFIGcADHoDvr2XMTlxZStPDqsTQO41JsMILCTb9v7rVUp2qU9St+Ho2w==',
    msgSignature: '39cfaa470f5772bff0659597fee924dd65e4d58c',
    signature: 'a690c306664ed2079f69de6413f2b8fa5f580d95',
    message:
      '<xml><ToUserName><![CDATA[gh_0a1b2c3d4e5f]]></ToUserName><FromUserName><![CDATA[oABCD1234567890abcdefghijkl]]></FromUserName><CreateTime>1767225600</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好, I need help 😀 <b>&amp;]]></Content><MsgId>7597338240771457024</MsgId></xml>',
    padBytes: 15,
  },
  {
    name: 'V2',
    token: 'relayConsole2026',
    encodingAesKey: '5YTOLwGcXaCrTPFppl75wARKcSu71K0dpvm2VIx1K0M',
    appId: 'wx1a2b3c4d5e6f7a8b',
    timestamp: '1767225602',
    nonce: '1908273645',
    random: 'fedcba9876543210',
    encrypted:
      'kotl+JXo112keGaQqvtTDTlQ4MxJ/lHv9zWqYI8knxZZYXK3a4lTVf7/7Ul+Y5SGsJ63ouBRl9BIhLGrGRXTHjGIMWve8QdRg1+ZysOeEk5NlL8zdYWEWxORELs6om1nVnu2OoxjDRvbJ/JeNJGFifaTUx83cVzco2SDExYTE86bPbRMv1Y7086auWRdjQTpEjCdYozlrPTm8a2eFYMX2O9kye3w6XtQXTfamhyVLWweu27rmCp4HDepTUenKN7FCw6LlTwNiwjCgvuqJL1qLsPtukNoLUT01afu9My45FV46TBQciJwMIImBxy2K9/3ip6/JzEPIZ4LImoKvQY8wAmNM+/V+JdHj+zjOtupH7ZOeGAz7LcUWwCE8pcqSCUD',
    msgSignature: '900d25659fb628812d239d3222afc46881d8d0ab',
    message:
      '<xml><ToUserName><![CDATA[oABCD1234567890abcdefghijkl]]></ToUserName><FromUserName><![CDATA[gh_0a1b2c3d4e5f]]></FromUserName><CreateTime>1767225602</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[已收到]]></Content></xml>',
    padBytes: 9,
  },
  {
    name: 'V3',
    token: 'relayConsole2026',
    encodingAesKey: '5YTOLwGcXaCrTPFppl75wARKcSu71K0dpvm2VIx1K0M',
    appId: 'wx1a2b3c4d5e6f7a8b',
    timestamp: '1767225604',
    nonce: 'n0nc3',
    random: 'aaaaaaaaaaaaaaaa',
    encrypted:
      'YnLvadfrRqimfO1+6cmFjx5t8NSI9NTpAHBlg5kawsDerId+xGV08EvN7j0ScBzO4CqAaLmSq6eI6ZqlNvjumIS35vTwe2JyLMWl2K8HZbiTXAMiL+A4/beQIxyzAh0FXrZSYmjJZuPSD5xTHvr5RSfQTyGuYt+3p6PRoPwHB74At4y7aTw2XrptEC5Hva7r3KvbefHzgpmFjXJn0tPOog3oZ9xIOFbWkHbAXZ71VWus6uc8GSDIrqdVHRADdqDYWujbfOBLNCSRmyssMWehw7rZo+idLdg7hDtSFlLxTCM+WhOxZMKyS7dRPe+wMwu623fgdgDmvcdRWVx4m0EvC0jqGNKqqapBS2BHxVakCg/GC+ztoxtjEJ5u/ZQHuRFRmCbMI6AndkVg+AZbvGTmVodHfExa5JNeLSoUznpXRUQ=',
    msgSignature: '6c0e5644bb568e7ad68eeaf130a6f44c58166d1e',
    signature: '7bc3f88b2fbded1326aec715dfff9cc3e86d4816',
    message:
      '<xml><ToUserName><![CDATA[gh_0a1b2c3d4e5f]]></ToUserName><FromUserName><![CDATA[oABCD1234567890abcdefghijkl]]></FromUserName><CreateTime>1767225603</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[pp]]></Content><MsgId>1</MsgId></xml>',
    padBytes: 32,
  },
  {
    name: 'V4',
    token: 'relayConsole2026',
    encodingAesKey: '5YTOLwGcXaCrTPFppl75wARKcSu71K0dpvm2VIx1K0M',
    appId: 'wx1a2b3c4d5e6f7a8b',
    timestamp: '1767225700',
    nonce: '42',
    random: 'QwErTyUiOpAsDfGh',
    encrypted:
      'e5VaWq8uo0j9dY/Qhb42IcBde1AtS3xyUKNZB/+eL66hjY7K80JsFAWKK9O0iBHHArGkndlj4TpGZvfjWhMq1xeiIGGnmfybeTYQTbVRJvp8x2wWpbplHS0OpNUnvLURVRP5PVYhspRh5r7inC8ox45CtfUFwnQfDL+qcb/0Hyn99byVGnAoNo5z101c5VsNloqPiFqKX1qJkIm9yUPBP0brfGtZA4Pf/WyUMkHOuzgCGMbKxI/DPqlIplh9AUvtpeUlyvOtJjau66BqneGkjo3WOGUEqxUu9kmxZiC5ndh9tZliSGoKhYNXIskgOnCmf/0woFKZXBe/kqn9hK1eFZnbKsJwhJ9EDRhRtJs+Sb2jYPhJMPmRtv3vqQ4DRnQK5yWhQrVsgMvh5yuf+CTzSyahEE97k67Oyk1BSwvbbXpzgrQ+8PMd4PR3uGAaa1441RE/OumBfR50Us3x4d3rUVwQKHBVg8N2rEQn1/YdWjZROToScJzl+wTWm7LQ4sFX',
    msgSignature: 'a24c3de4c620e19cbec42338bbf1ac2fa4f69c1c',
    signature: '5830128061fe122f65eebc4bdb614dbf72c0990b',
    message:
      '<xml><ToUserName><![CDATA[gh_0a1b2c3d4e5f]]></ToUserName><FromUserName><![CDATA[oABCD1234567890abcdefghijkl]]></FromUserName><CreateTime>1767225699</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe]]></Event><EventKey><![CDATA[qrscene_1001]]></EventKey><Ticket><![CDATA[gQH47joAAAAAAAAAASxodHRw]]></Ticket></xml>',
    padBytes: 10,
  },
];
