"""Makes src/chibo/areas/access/common_words.txt: the words Vietnamese passwords are made of.

No list of anybody's passwords went into it. It is put together from facts: family names and given
names, the provinces before and after 1 July 2025, words of everyday and of Party life, rows of the
keyboard, the names of sites and of football clubs. `areas/access/passwords.py` looks whether a
password is made of fewer than four of them. Run it after changing a list here.
"""

from pathlib import Path

from chibo.core.vietnamese import fold

OUT = Path(__file__).parent.parent / "src/chibo/areas/access/common_words.txt"
SURNAMES = """nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh
mai đào cao lâm hà phùng tạ lương tô trương vương quách lò vàng giàng thào sùng lầu hạng quàng cầm
nông hứa ma bế triệu tòng lường điêu kiều chu thái châu tống bạch ông lưu la thạch sơn kim danh"""
GIVEN = """
an anh ánh bảo bình bích châu chi chiến cường cúc dũng dung duy duyên đạt đông đức điệp giang
hà hải hạnh hằng hân hậu hiền hiếu hiệp hòa hoa hoàng hoài hồng hùng huệ hưng hương huy huyền
khánh khải khoa khôi kiên kiệt lan lâm liên linh loan long lộc lợi luân lực ly mai mạnh minh my mỹ
nam nga ngân nghĩa ngọc nguyên nguyệt nhân nhật nhi nhung như oanh phát phong phú phúc phương
phượng quân quang quốc quý quỳnh sơn sang sinh tài tâm tân tấn thái thanh
thành thảo thắng thiện thịnh thơm
thu thủy thư thương tiến tín toàn trang trâm trí trinh trọng trung trường tú tuấn tùng tuyết uyên
vân việt vinh vũ vy xuân yến văn thị hữu đình bá công"""
PLACES = """
hà nội huế quảng ninh cao bằng lạng sơn lai châu điện biên sơn la thanh hóa nghệ an hà tĩnh
tuyên quang lào cai thái nguyên phú thọ bắc ninh hưng yên hải phòng ninh bình quảng trị đà nẵng
quảng ngãi gia lai khánh hòa lâm đồng đắk lắk hồ chí minh đồng nai tây ninh cần thơ vĩnh long
đồng tháp cà mau an giang hà giang yên bái hòa bình bắc giang vĩnh phúc hải dương hà nam nam định
thái bình bắc kạn quảng bình quảng nam bình định phú yên kon tum ninh thuận bình thuận đắk nông
bình dương bình phước long an bà rịa vũng tàu tiền giang bến tre trà vinh hậu giang sóc trăng
bạc liêu kiên giang sài gòn việt nam đông dương tân bình thủ đức gò vấp"""
EVERYDAY = """mật khẩu mk pass password passwd admin administrator user login welcome hello xin chào
abc abcd abcde xyz test demo quản trị hệ thống tài khoản bí mật bảo mật an toàn đăng nhập máy tính
anh em yêu thương nhớ mãi mình vợ chồng con bố mẹ ba má cha ông bà gia đình hạnh phúc may mắn
bình an tình đời sống cuộc vui đẹp trai gái xinh đại ca iloveyou love you lover forever baby honey
khong biết không quên số một hai bốn năm sáu bảy tám chín mười cá mèo chó gà lợn trâu rồng hổ rắn
trời đất nước mưa nắng gió biển sông núi xuân hạ thu đông tết năm mới chúc mừng hoa hồng sen
là của tôi cho và vào đi được có nhà xe trường lớp học sinh giáo viên bác sĩ công ty"""
PARTY = """
đảng đảng viên đảng bộ đảng ủy chi bộ chi ủy bí thư phó cán bộ cấp ủy tổng hợp văn phòng xã
phường thôn ấp khóm tổ dân phố bản làng huyện tỉnh ủy ban nhân dân mặt trận đoàn thanh niên hội phụ
nữ nông dân cựu chiến binh công đoàn nghị quyết đại hội sinh hoạt độc lập tự do hạnh phúc bác hồ
chí minh việt nam cộng hòa xã hội chủ nghĩa tổ quốc quê hương chibo dang vien"""
KEYS = """qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qaz wsx edc rfv qazwsx
qazwsxedc aaa aa abc qwe asd zxc a s d q w"""
NAMES = """facebook google gmail zalo viber youtube tiktok yahoo samsung iphone nokia oppo vinaphone
mobifone viettel microsoft windows chelsea arsenal liverpool barcelona real madrid messi ronaldo
manchester united monkey dragon football superman master sunshine princess shadow batman letmein"""
PHRASES = """
anh yêu em, em yêu anh, mãi mãi, mãi yêu, gia đình, hạnh phúc, độc lập tự do, độc lập, tự do,
việt nam, hồ chí minh, bác hồ, hà nội, sài gòn, đà nẵng, hải phòng, cần thơ, quảng ninh,
đảng viên, đảng bộ, đảng ủy, chi bộ, chi ủy, bí thư, cấp ủy, ủy ban, nhân dân, tổng hợp, văn phòng,
thôn đông, thôn tây, thôn nam, thôn bắc, thôn trung, mật khẩu, xin chào, quản trị, tài khoản,
nguyễn văn, nguyễn thị, trần văn, trần thị, lê văn, lê thị, phạm văn, phạm thị, không biết"""
LISTS = (
    ("family names", SURNAMES),
    ("given names", GIVEN),
    ("places", PLACES),
    ("everyday words", EVERYDAY),
    ("words of Party life", PARTY),
    ("phrases typed as one word", PHRASES),
    ("rows of the keyboard", KEYS),
    ("sites, clubs, first guesses", NAMES),
)


def main() -> None:
    """Write the file."""
    known: set[str] = set()
    lines = ["# Made by tools/common_words.py; see there."]
    for title, text in LISTS:
        words = sorted(set(_words(text)) - known)
        known.update(words)
        lines += [f"# {title}", *_wrapped(words)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _words(text: str) -> list[str]:
    """The words; of a list with commas the phrases, each written as one word."""
    if "," in text:
        return [fold(phrase).replace(" ", "") for phrase in text.split(",")]
    return fold(text).split()


def _wrapped(words: list[str]) -> list[str]:
    rows: list[str] = [""]
    for word in words:
        if len(rows[-1]) + len(word) > 98:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


if __name__ == "__main__":
    main()
