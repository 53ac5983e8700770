import type { CertificateSentences } from '../sentence.ts';

/** Chinese. */
export const certificatesZh: CertificateSentences = {
  CONFIG_CERTIFICATE_UNUSABLE: {
    title: '中继无法使用其证书',
    help: '证书和私钥必须是相互匹配的 PEM 文件；加密的私钥需要口令。请修正配置中指出的内容[（{{value}}）]，然后重新启动中继。',
  },
  CONFIG_NO_AUTHORITY: {
    title: '未指定客户端证书的颁发机构',
    help: '否则任何公共机构颁发的证书都会被放行，因此中继不会启动。请填入为 CXone 证书签名的机构的 PEM 文本[（{{value}}）]。',
  },
  BOX_CERTIFICATE_REFUSED: {
    title: 'CXone 出示的证书不被接受',
    help: '其回复被拒绝，无法送达客户。请将 CXone 集成中的证书与此处指定的证书[（{{value}}）]进行比较：它可能已过期，或只在一侧更换过。',
  },
  CERT_FILE_EMPTY: {
    title: '文件为空',
    help: '请重新选择文件；复制或下载可能失败了。',
  },
  CERT_FILE_TOO_LARGE: {
    title: '文件过大，不像是证书',
    help: '证书和私钥都很小[，最多读取 {{value}}]。这可能是另一个文件。',
  },
  CERT_TOO_MANY: {
    title: '文件或证书过多',
    help: '请只选择属于同一张证书的内容[，最多读取 {{value}} 个]。',
  },
  CERT_FILE_UNREADABLE: {
    title: '无法读取文件',
    help: '请指定当前用户有权读取的普通文件[；系统提示 {{value}}]。',
  },
  CERT_NOTHING_FOUND: {
    title: '其中没有证书，也没有私钥',
    help: '请选择 PEM、DER、PFX/P12 或 P7B 文件，或粘贴包含 BEGIN 和 END 行的文本。',
  },
  CERT_CUT_OFF: {
    title: '内容不完整，缺少结尾',
    help: '文件或文本在结尾之前中断。请完整地重新复制，如有 END 行也要包含在内。',
  },
  CERT_BASE64_BROKEN: {
    title: 'BEGIN 与 END 行之间的文本已损坏',
    help: '其中含有不应出现的字符。请从来源重新复制，不要经过文字处理软件或聊天工具。',
  },
  CERT_DAMAGED: {
    title: '内容已损坏',
    help: '看起来是证书或私钥，但无法读取。请重新索取或重新导出。',
  },
  CERT_TRAILING_DATA: {
    title: '结尾之后还有多余内容',
    help: '证书或私钥之后不得再有其他数据。请重新导出，每个文件一个。',
  },
  CERT_LABEL_WRONG: {
    title: '某个内容块与其 BEGIN 行不符',
    help: '该行与内容不一致[：{{value}}]。复制时可能弄混了行。',
  },
  CERT_IS_REQUEST: {
    title: '这是证书请求，不是证书',
    help: '请将它发送给颁发机构，然后在此选择颁发机构返回的文件。',
  },
  CERT_IS_PUBLIC_KEY: {
    title: '这只是公钥',
    help: '请选择与证书对应的私钥。',
  },
  CERT_IS_OPENSSH_KEY: {
    title: '这是 OpenSSH 密钥',
    help: 'TLS 无法使用这种格式。请选择与证书请求一同生成的私钥（PEM 或 PFX）。',
  },
  CERT_IS_JAVA_KEYSTORE: {
    title: '这是 Java 密钥库',
    help: '请先将其导出为 PFX/P12：使用 keytool -importkeystore 并指定 -deststoretype PKCS12。',
  },
  CERT_IS_SOMETHING_ELSE: {
    title: '这与证书有关，但既不是证书也不是私钥',
    help: '此处用不上[：{{value}}]。请选择证书及其私钥。',
  },
  CERT_TEXT_IGNORED: {
    title: '已忽略内容块之外的文本',
    help: '只使用 BEGIN 与 END 行之间的内容。无需处理。',
  },
  CERT_KEY_MISSING: {
    title: '缺少私钥',
    help: '请同时选择与证书请求一同生成的私钥。颁发机构不会持有该私钥。',
  },
  CERT_KEY_TWICE: {
    title: '存在两个不同的私钥',
    help: '请去掉与证书不对应的那一个。',
  },
  CERT_KEY_MISMATCH: {
    title: '私钥与证书不匹配',
    help: '请选择生成该证书请求时所用的私钥[：{{value}}]。',
  },
  CERT_KEY_UNUSABLE: {
    title: '不使用这种类型的密钥',
    help: '可用的是 2048 位及以上的 RSA，以及 P-256、P-384、P-521 和 Ed25519 曲线[；此密钥为 {{value}}]。请申请新证书。',
  },
  CERT_KEY_WEAK: {
    title: 'RSA 密钥太短',
    help: '至少需要 2048 位[；此密钥为 {{value}} 位]。请生成新密钥并申请新证书。',
  },
  CERT_CURVE_WEAK: {
    title: '密钥所用的曲线过弱或不常用',
    help: '接受 P-256、P-384 和 P-521[；此密钥为 {{value}}]。请生成新密钥并申请新证书。',
  },
  CERT_KEY_IN_AUTHORITY: {
    title: '在颁发机构的位置出现了私钥',
    help: '该私钥未被保存。请只选择颁发机构的证书，并确保私钥不再外传。',
  },
  CERT_KEY_NOT_NEEDED: {
    title: '文件中含有私钥',
    help: '此处不需要私钥，未予保存。请告知发送者：私钥不应交给任何其他人。',
  },
  CERT_PASSPHRASE_NEEDED: {
    title: '需要口令',
    help: '私钥或文件已加密。请输入制作时所用的口令。',
  },
  CERT_PASSPHRASE_WRONG: {
    title: '口令错误',
    help: '请注意大小写和空格。请询问制作该文件的人。',
  },
  CERT_PASSPHRASE_UNUSED: {
    title: '不需要口令',
    help: '这些文件中没有用该口令加密的内容。请妥善保管文件。',
  },
  CERT_ENCRYPTION_UNKNOWN: {
    title: '无法识别此文件的加密方式',
    help: '请使用 AES 和 SHA-256 重新导出[（当前为 {{value}}）]。',
  },
  CERT_PFX_CHANGED: {
    title: 'PFX 文件在生成后被更改或已损坏',
    help: '口令正确，但完整性校验不符。请重新导出。',
  },
  CERT_PFX_NO_KEY: {
    title: 'PFX 文件中没有私钥',
    help: '请重新导出并选择包含私钥，或同时选择私钥文件。',
  },
  CERT_PFX_OLD: {
    title: 'PFX 文件使用了陈旧的弱加密',
    help: '文件已读取。使用后请删除该文件，下次请用 AES 导出[（当前为 {{value}}）]。',
  },
  CERT_LEAF_MISSING: {
    title: '缺少证书本身',
    help: '请同时选择颁发给您的证书：仅有私钥或颁发机构的证书是不够的。',
  },
  CERT_LEAF_TWICE: {
    title: '存在两张不同的证书',
    help: '请去掉不需要的那一张[：{{value}}]。',
  },
  CERT_INTERMEDIATE_MISSING: {
    title: '缺少中间颁发机构的证书',
    help: '没有它，对方无法校验您的证书。颁发机构会提供下载，文件名常含 chain 或 bundle[：{{value}}]。',
  },
  CERT_ISSUER_UNKNOWN: {
    title: '文件中没有其颁发机构，且不是公共机构',
    help: '如果对方已有贵方自建机构的证书，则没有问题。否则请一并选择[：{{value}}]。',
  },
  CERT_ROOT_MISSING: {
    title: '缺少顶层颁发机构',
    help: '证书链只有追溯到自签名的机构才会被信任。请一并选择[：{{value}}]。',
  },
  CERT_SIGNATURE_FALSE: {
    title: '证书链中的某个签名不真实',
    help: '颁发机构名称相符，但该证书并非由其密钥签名[：{{value}}]。可能是同一机构的旧证书。',
  },
  CERT_ISSUER_NOT_AUTHORITY: {
    title: '证书由无权签名的证书签发',
    help: '签发者不是颁发机构，因此不会被任何一方接受[：{{value}}]。请向真正的颁发机构申请证书。',
  },
  CERT_PATH_TOO_LONG: {
    title: '证书链中的机构数量超过其中某个机构的限制',
    help: '该证书链会被拒绝[：{{value}}]。请告知颁发机构。',
  },
  CERT_ORDER_CHANGED: {
    title: '已调整顺序',
    help: '证书在前，其后依次为签发前一张证书的机构。无需处理。',
  },
  CERT_ROOT_INCLUDED: {
    title: '已省略顶层颁发机构',
    help: '对方必须事先已知该机构，因此不会发送[：{{value}}]。无需处理。',
  },
  CERT_DUPLICATE: {
    title: '有重复内容',
    help: '只使用一次。无需处理。',
  },
  CERT_NOT_NEEDED: {
    title: '某张证书不属于该证书链',
    help: '已忽略[：{{value}}]。请检查是否选择了正确的文件。',
  },
  CERT_SELF_SIGNED: {
    title: '该证书为自签名',
    help: '只有将这张证书本身设为受信任时，对方才会接受；每次更换都必须通知对方。',
  },
  CERT_EXPIRED: {
    title: '某张证书已过期',
    help: '此后所有校验都会失败[：{{value}}]。请申请新证书，并确认计算机时钟正确。',
  },
  CERT_NOT_YET_VALID: {
    title: '某张证书尚未生效',
    help: '请等到生效时间，或检查计算机时钟是否正确[：{{value}}]。',
  },
  CERT_EXPIRES_SOON: {
    title: '证书将在 60 天内到期',
    help: '请现在申请下一张证书[；此证书到期时间为 {{value}}]。',
  },
  CERT_PURPOSE_WRONG: {
    title: '证书是为其他用途签发的',
    help: '对方会拒绝该证书[；缺少 {{value}}]。请向颁发机构申请用途正确的证书。',
  },
  CERT_PURPOSE_MISSING: {
    title: '证书未注明用途',
    help: '作为客户端证书不予接受，因为无法确认其用途。服务器可以使用，但下次请注明用途[：{{value}}]。',
  },
  CERT_LEAF_IS_AUTHORITY: {
    title: '这是颁发机构的证书',
    help: '其私钥可以为其他证书签名，因此不得放在服务器上。请申请没有签发权限的证书。',
  },
  CERT_NOT_AN_AUTHORITY: {
    title: '此处有一张证书不属于颁发机构',
    help: '此处只能放颁发机构的证书[：{{value}}]。请选择负责签发的机构的证书。',
  },
  CERT_SIGNATURE_WEAK: {
    title: '某张证书的签名方式可被伪造',
    help: 'SHA-1 和 MD5 也会被其他方拒绝[：{{value}}]。请申请使用 SHA-256 的新证书。',
  },
  CERT_EXTENSION_UNKNOWN: {
    title: '某张证书含有无法识别的强制要求',
    help: '其他方也会因此拒绝该证书[：{{value}}]。请申请不含此要求的证书。',
  },
  CERT_NAME_NOT_COVERED: {
    title: '证书不适用于该主机名',
    help: '使用该名称的调用方会拒绝连接[：{{value}}]。请申请包含该名称的证书。',
  },
  CERT_NO_NAMES: {
    title: '证书未列出主机名',
    help: '主题中的名称已不再使用。请申请带有备用名称 (SAN) 的证书。',
  },
  CERT_NAME_UNSAFE: {
    title: '名称中含有隐藏或误导性字符',
    help: '隐藏字符以标记显示；另一些字符与常见字母形似而实不同。使用前请确认该证书由谁签发。',
  },
  CERT_WISH_INVALID: {
    title: '这些内容无法写入证书',
    help: '需要 1 到 64 个字符的名称、主机名或地址，以及一天到 20 年的有效期[：{{value}}]。',
  },
  CERT_FILE_EXISTS: {
    title: '同名文件已存在',
    help: '未写入也未替换任何内容。请指定其他文件夹，或移走该文件[：{{value}}]。',
  },
  CERT_FOLDER_UNUSABLE: {
    title: '无法将文件写入该文件夹',
    help: '请指定当前用户可写的文件夹[；系统提示 {{value}}]。',
  },
};
