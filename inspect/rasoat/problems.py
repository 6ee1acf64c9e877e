"""One catalogue of problems: a number, what happened, what to do. People and programs read the same entry.

Raise `Problem("case.stale", who="…", when="…")`; the pages render it as a message in Vietnamese, the API as JSON.
Numbers never change and are never reused: people quote them on the telephone.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is refused, tied to the field that would mend it (empty: the whole case)."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of problem. `what` and `todo` are Vietnamese and may hold {placeholders}; `http` is the status."""

    number: int
    http: int
    what: str
    todo: str


class PlainError(Exception):
    """An error whose message a person understands: a command prints it without a traceback."""


class Problem(PlainError):
    """A refusal that a person can act on. `key` names the catalogue entry, `reasons` the fields."""

    def __init__(self, key: str, *, reasons: list[Reason] | None = None, **values: Any) -> None:
        entry = CATALOGUE[key]
        self.key = key
        self.entry = entry
        self.values = values
        self.reasons = reasons or []
        self.what = entry.what.format(**values)
        self.todo = entry.todo.format(**values)
        super().__init__(f"[{entry.number}] {self.what} {self.todo}".strip())

    def as_json(self) -> dict[str, Any]:
        """The problem as programs read it."""
        return {
            "number": self.entry.number,
            "key": self.key,
            "what": self.what,
            "todo": self.todo,
            "reasons": [{"field": r.field, "message": r.message} for r in self.reasons],
        }


UNFIT = ("paper.out_of_form", "paper.unprintable")
"""A draft does not come out of the printer as it must: its form, or the page of its step, says why."""
_E = Entry
# fmt: off
# One entry a line: the catalogue reads as a table.
CATALOGUE: dict[str, Entry] = {
    # 10xx: any page
    "not_found": _E(1001, 404, "Không tìm thấy trang hoặc hồ sơ này.", "Kiểm tra lại địa chỉ, hoặc tìm trong danh sách."),
    "forbidden": _E(1002, 403, "Tài khoản của bạn không được làm việc này.", "Nhờ người có thẩm quyền, hoặc đăng nhập bằng tài khoản khác."),
    "form.invalid": _E(1003, 400, "Có mục chưa đúng.", "Sửa các mục được đánh dấu rồi gửi lại; những gì đã nhập vẫn còn."),
    "row.stale": _E(1004, 409, "{who} đã sửa nội dung này lúc {when}, sau khi bạn mở trang.", "Xem cả hai bản bên dưới rồi lưu bản đúng; chưa có gì bị ghi đè."),
    "csrf": _E(1005, 400, "Trang này đã mở quá lâu nên không còn hiệu lực.", "Mở lại trang rồi gửi lại."),
    "method": _E(1006, 405, "Địa chỉ này không nhận thao tác đó.", "Quay lại và dùng nút trên trang."),
    "server": _E(1007, 500, "Máy chủ gặp lỗi ngoài dự kiến; lỗi đã được ghi lại.", "Thử lại; nếu vẫn lỗi, báo người quản trị kèm mã {trace}."),
    "date.invalid": _E(1008, 400, "“{value}” không phải là ngày có thật.", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 17/7/2024."),
    "example.only": _E(1009, 403, "Chỉ cơ sở dữ liệu ví dụ mới có ngày riêng.", "Hệ thống thật luôn dùng ngày hiện tại."),
    "row.in_use": _E(1013, 409, "“{name}” đã được dùng ở nơi khác nên không xóa được.", "Ghi ngày kết thúc của cơ quan, hoặc khóa tài khoản, thay cho xóa."),
    "form.too_large": _E(1011, 413, "Nội dung gửi lên vượt quá {limit} MB.", "Giảm dung lượng hoặc gửi làm nhiều lần."),
    "request.bad": _E(1010, 400, "Máy chủ không hiểu yêu cầu này.", "Quay lại trang trước, mở lại rồi thử lần nữa."),
    # 11xx: accounts
    "login.failed": _E(1101, 401, "Tên đăng nhập hoặc mật khẩu không đúng.", "Nhập lại; nếu quên mật khẩu, nhờ quản trị cấp mã mới."),
    "login.throttled": _E(1102, 429, "Sai mật khẩu quá nhiều lần.", "Chờ {minutes} phút rồi thử lại, hoặc dùng máy bạn vẫn thường đăng nhập; quên mật khẩu thì nhờ quản trị cấp mã mới."),
    "login.required": _E(1103, 401, "Phiên làm việc đã hết hoặc bạn chưa đăng nhập.", "Đăng nhập để tiếp tục."),
    "login.password_again": _E(1108, 403, "Để “{action}”, cần nhập lại mật khẩu.", "Nhập mật khẩu của bạn rồi tiếp tục; không phải điền lại gì khác."),
    "account.code_wrong": _E(1109, 422, "Mã kích hoạt không đúng hoặc đã hết hạn.", "Xem lại tên đăng nhập và mã; nếu vẫn không được, nhờ quản trị cấp mã mới."),
    "account.no_second": _E(1110, 409, "Chưa có ai xác nhận được thay đổi này: đây là tài khoản của người ký, cấp số hoặc quản trị.", "Mở thêm một tài khoản quản trị, hoặc tài khoản văn thư của cơ quan đó; khẩn cấp thì người quản lý máy chủ dùng lệnh rasoat user password."),
    "account.username_taken": _E(1104, 409, "Tên đăng nhập “{username}” đã có người dùng.", "Chọn tên khác."),
    "account.password_weak": _E(1105, 400, "Mật khẩu quá ngắn hoặc quá dễ đoán.", "Dùng ít nhất 10 ký tự, không trùng tên đăng nhập."),
    "beginning.over": _E(1119, 409, "Hệ thống đã được cài đặt.", "Đăng nhập bằng tài khoản đã lập; quên mật khẩu quản trị thì chạy rasoat user password trên máy chủ."),
    "account.last_administrator": _E(1106, 409, "Đây là quản trị viên cuối cùng đang hoạt động.", "Giao quyền quản trị cho người khác trước."),
    "account.wrong_password": _E(1107, 403, "Mật khẩu hiện tại không đúng.", "Nhập lại mật khẩu bạn đang dùng để đăng nhập."),
    "factor.wrong": _E(1111, 422, "Mã xác thực không đúng hoặc đã quá giờ.", "Nhập mã sáu số đang hiện trong ứng dụng xác thực, hoặc một mã dự phòng; kiểm tra giờ trên điện thoại."),
    "factor.used": _E(1112, 422, "Mã xác thực này đã dùng rồi.", "Chờ ứng dụng hiện mã mới (nhiều nhất 30 giây) rồi nhập; mã dự phòng thì nhập mã khác."),
    "factor.unreadable": _E(1113, 409, "Máy chủ không đọc được khóa xác thực hai bước của bạn nữa.", "Nhập một mã dự phòng; không còn mã thì nhờ quản trị đặt lại xác thực hai bước."),
    "factor.needed": _E(1114, 403, "Vai trò của bạn phải dùng xác thực hai bước, tài khoản chưa bật.", "Đăng nhập bằng trình duyệt và bật xác thực hai bước theo trang hiện ra."),
    "factor.on_already": _E(1115, 409, "Xác thực hai bước đã bật.", "Mở lại trang tài khoản; muốn đổi điện thoại thì bấm “Đổi điện thoại”."),
    "factor.offer_over": _E(1116, 409, "Trang bật xác thực hai bước đã mở quá lâu.", "Mở lại trang, quét mã hình mới rồi nhập mã."),
    "factor.throttled": _E(1117, 429, "Sai mã xác thực quá nhiều lần.", "Chờ {wait} rồi thử lại, hoặc dùng máy bạn vẫn thường đăng nhập; mất điện thoại thì dùng mã dự phòng sau đó."),
    "factor.must_stay": _E(1118, 403, "Vai trò của bạn phải dùng xác thực hai bước nên không tắt được.", "Có điện thoại mới thì bấm “Đổi điện thoại”; mất điện thoại và hết mã dự phòng thì nhờ quản trị đặt lại."),
    # 12xx: files
    "file.empty": _E(1201, 400, "Tệp “{name}” rỗng.", "Chọn lại tệp."),
    "file.too_large": _E(1202, 413, "Tệp vượt quá {limit} MB.", "Giảm dung lượng hoặc chia nhỏ rồi gửi lại."),
    "file.kind": _E(1203, 415, "Không nhận loại tệp của “{name}”.", "Gửi ảnh JPEG, PNG, WebP, HEIC, hoặc PDF, DOCX, XLSX, ODT, ODS."),
    "file.unreadable": _E(1205, 422, "Tệp “{name}” không mở được: tệp hỏng, chưa đủ, có mật khẩu, hoặc bung ra quá lớn.", "Mở thử tệp trên máy của bạn rồi lưu lại thành tệp mới, hoặc lưu thành PDF; ảnh thì chụp hoặc chép lại. Sau đó chọn lại tệp."),
    "file.pixels": _E(1206, 413, "Ảnh “{name}” có quá nhiều điểm ảnh: máy chủ nhận ảnh loại này đến {most} triệu điểm ảnh.", "Thu nhỏ ảnh, hoặc đặt máy ảnh chụp cỡ nhỏ hơn, rồi gửi lại."),
    "file.no_picture": _E(1207, 415, "Tệp “{name}” không phải là ảnh.", "Ở đây chỉ gửi ảnh JPEG, PNG, WebP hoặc HEIC."),
    "file.too_many": _E(1208, 413, "Tệp ZIP có quá nhiều tệp: mỗi lần nhận đến {most} tệp.", "Chia thành vài tệp ZIP rồi gửi lần lượt."),
    "file.lost": _E(1204, 500, "Nội dung tệp không còn nguyên vẹn trên máy chủ.", "Báo người quản trị khôi phục từ bản sao lưu."),
    "table.unreadable": _E(1210, 422, "Bảng “{name}” không đọc được: tệp hỏng, không phải XLSX hay CSV, hoặc bung ra quá lớn.", "Mở tệp bằng Excel hoặc LibreOffice, lưu thành .xlsx mới (hoặc CSV UTF-8) rồi gửi lại."),
    "table.locked": _E(1211, 422, "Bảng “{name}” có mật khẩu, hoặc là tệp .xls đời cũ.", "Bỏ mật khẩu và lưu thành .xlsx rồi gửi lại."),
    "table.macros": _E(1212, 422, "Bảng “{name}” có macro.", "Lưu thành .xlsx (không macro) rồi gửi lại."),
    "table.rows": _E(1213, 422, "Bảng “{name}” có quá nhiều dòng: mỗi lần nhập đến 50.000 dòng.", "Xóa các dòng trống được định dạng ở cuối bảng, hoặc chia thành nhiều tệp."),
    "table.columns": _E(1214, 422, "Bảng “{name}” có quá nhiều cột: đến 100 cột.", "Chỉ giữ các cột của bảng mẫu."),
    "table.heading": _E(1215, 422, "Không tìm thấy dòng tên cột trong “{name}”. Còn thiếu: {missing}.", "Tải bảng mẫu, giữ nguyên dòng tên cột, chép dữ liệu vào rồi gửi lại."),
    "table.two_sheets": _E(1216, 422, "Trong “{name}” có nhiều trang tính cùng dạng: {sheets}.", "Giữ lại một trang tính (hoặc ẩn các trang kia) rồi gửi lại."),
    "table.twice": _E(1217, 422, "Cột “{title}” có hai lần trong “{name}”.", "Bỏ bớt một cột rồi gửi lại."),
    "table.empty": _E(1218, 422, "Bảng “{name}” không có dòng dữ liệu nào.", "Nhập ít nhất một dòng dưới dòng tên cột."),
    "import.faults": _E(1220, 422, "Có {count} chỗ sai trong bảng; chưa có gì được nhập.", "Sửa các dòng đã nêu rồi gửi lại cả tệp."),
    "import.moved_on": _E(1221, 409, "Dữ liệu đã đổi từ lúc xem trước; chưa có gì được nhập.", "Xem lại những gì sẽ thay đổi rồi xác nhận lại."),
    "export.too_many": _E(1228, 413, "Danh sách quá dài: mỗi tệp chứa đến {most} dòng.", "Lọc bớt (theo năm, đơn vị, trạng thái hoặc từ tìm) rồi tải thành nhiều tệp."),
    "import.built_on": _E(1222, 409, "Không hoàn tác được: “{name}” đã được dùng hoặc đã được sửa sau lần nhập này.", "Sửa từng mục trên trang của nó, hoặc nhập tệp đã sửa."),
    "import.forgotten": _E(1229, 409, "Bảng này đã xem trước hơn {days} ngày, hệ thống không còn giữ; chưa có gì được nhập.", "Gửi lại tệp, xem trước rồi nhập."),
    "codes.nobody": _E(1223, 422, "Chưa chọn ai để cấp mã.", "Đánh dấu ít nhất một người trong danh sách."),
    "codes.many": _E(1224, 422, "Mỗi lần cấp mã cho nhiều nhất {most} người.", "Lọc theo cơ quan hoặc vai trò rồi cấp từng phần."),
    "codes.twice": _E(1225, 409, "Lần cấp mã này đã làm xong rồi; không có mã mới nào được tạo.", "Phiếu không được giữ lại trên máy chủ: mở tệp PDF đã tải về. Nếu không có tệp, cấp mã lần nữa từ danh sách tài khoản; mã của lần trước sẽ hết hiệu lực."),
    "codes.moved_on": _E(1226, 409, "Tài khoản “{name}” vừa thay đổi: {why}. Chưa có mã nào được tạo.", "Mở lại trang cấp mã rồi chọn lại."),
    "codes.no_mail": _E(1227, 409, "Không ai trong số đã chọn có địa chỉ thư điện tử.", "Ghi địa chỉ trên trang tài khoản, hoặc in phiếu."),
    # 13xx: the database
    "database.away": _E(1301, 503, "Không nối được với cơ sở dữ liệu; chưa có gì được ghi.", "Chờ một lát rồi thử lại."),
    "database.busy": _E(1302, 503, "Hệ thống đang bận; chưa có gì được ghi.", "Thử lại sau vài giây."),
    "backup.other_version": _E(1303, 400, "Bản sao lưu do một phiên bản chương trình mới hơn tạo ra (phiên bản cơ sở dữ liệu {revision}); chưa có gì được khôi phục.", "Cài phiên bản chương trình đã tạo bản sao lưu, hoặc mới hơn, rồi khôi phục."),
    "backup.damaged": _E(1304, 400, "Bản sao lưu bị hỏng ở phần “{part}”; chưa có gì được khôi phục.", "Dùng một bản sao lưu khác."),
    "backup.not_empty": _E(1305, 409, "Hệ thống này đã có dữ liệu; chưa có gì được khôi phục.", "Khôi phục vào một thư mục dữ liệu trống."),
    "backup.files_missing": _E(1306, 400, "Bản sao lưu thiếu {count} tệp mà dữ liệu của nó nhắc đến (một trong số đó: {sha256}); chưa có gì được khôi phục.", "Dùng một bản sao lưu khác."),
    "backup.faulty": _E(1307, 500, "Đã ghi bản sao lưu, nhưng {files} tệp bị hỏng hoặc mất, {cases} hồ sơ có nhật ký sai (liệt kê ở trên).", "Giữ các bản sao lưu cũ. Lấy lại tệp: rasoat restore --files BẢN_SAO_LƯU_CŨ. Nhật ký sai: giữ nguyên hệ thống, chạy rasoat audit verify và báo người phụ trách."),
    "backup.files_left": _E(1308, 500, "Còn {count} tệp chưa lấy lại được (liệt kê ở trên).", "Thử một bản sao lưu khác; nếu không bản nào có, tìm lại tệp gốc ở người đã gửi."),
    # 14xx: the server
    "server.address_taken": _E(1401, 503, "Cổng {port} ở địa chỉ {host} đã có chương trình khác dùng; máy chủ này chưa làm gì và đã dừng.", "Dừng chương trình kia (có thể là một máy chủ Rà Soát đang chạy), hoặc chọn cổng khác: PORT=8081 make run, với dịch vụ thì RASOAT_PORT=8081."),
    "server.address_unusable": _E(1402, 503, "Không mở được cổng {port} ở địa chỉ {host} ({why}).", "Sửa RASOAT_HOST thành địa chỉ IP của máy này (127.0.0.1 hoặc 0.0.0.0) và RASOAT_PORT thành một cổng từ 1024 trở lên."),
    "server.database_taken": _E(1403, 503, "Một máy chủ Rà Soát khác đang dùng cơ sở dữ liệu {path}; máy chủ này chưa làm gì và đã dừng.", "Dừng máy chủ kia, hoặc chọn thư mục dữ liệu khác bằng RASOAT_DATA_DIR."),
    "server.receiving": _E(1405, 503, "Máy chủ đang nhận quá nhiều nội dung gửi lên cùng lúc; chưa có gì được ghi.", "Thử lại sau một phút; nếu còn lặp lại, báo người quản trị."),
    "mail.no_server": _E(1406, 409, "Chưa có máy chủ thư.", "Khai máy chủ thư ở trang Còn phải làm rồi gửi lại."),
    "mail.no_address": _E(1407, 409, "Tài khoản của bạn chưa có địa chỉ thư điện tử.", "Ghi địa chỉ ở trang tài khoản của bạn trong Quản trị, rồi gửi lại."),
    "mail.refused": _E(1408, 502, "Máy chủ thư {host} không nhận thư: {told}", "Kiểm tra tên máy, cổng, tài khoản thư rồi gửi lại."),
    "settings.unreadable": _E(1409, 500, "Tệp cài đặt {path} không đọc được.", "Xóa tệp đó trên máy chủ rồi khai lại máy chủ thư và thư mục sao lưu ở trang Còn phải làm."),
    "settings.given": _E(1410, 409, "Mục này đã được đặt trong môi trường của máy chủ ({variable}).", "Đổi ở máy chủ, hoặc bỏ biến đó rồi khởi động lại để đặt ở đây."),
    "server.disk": _E(1404, 503, "Máy chủ không ghi được xuống đĩa (đĩa đầy hoặc hỏng); tệp chưa được nhận.", "Giữ tệp và gửi lại sau; báo người quản trị giải phóng đĩa của thư mục dữ liệu."),
    # 20xx: workflows
    "case.stale": _E(2001, 409, "{who} đã thực hiện “{what_done}” lúc {when}, trước bạn.", "Xem lại tình trạng hiện tại rồi quyết định bước tiếp theo."),
    "case.not_allowed": _E(2002, 403, "Bạn không phải là người được thực hiện “{action}”.", "Việc này thuộc về: {by}."),
    "case.wrong_state": _E(2003, 409, "Không thể “{action}” khi hồ sơ đang “{state}”.", "Xem các bước có thể làm trên trang hồ sơ."),
    "case.refused": _E(2004, 422, "Chưa thể “{action}”.", "Hoàn tất các điều kiện được nêu rồi thực hiện lại."),
    "case.command_reused": _E(2005, 409, "Mã thao tác này đã dùng cho một việc khác.", "Mở lại trang rồi thực hiện lại."),
    "case.unknown_action": _E(2006, 404, "Quy trình không có bước “{action}”.", "Xem các bước có thể làm trên trang hồ sơ."),
    "definition.changed": _E(2007, 500, "{kind} “{name}” bản {version} đã công bố nhưng tệp lại khác bản đã lưu.", "Nâng số version trong tệp, hoặc trả tệp về như cũ."),
    "definition.unknown": _E(2008, 500, "Không có {kind} “{name}” bản {version}.", "Công bố định nghĩa trước khi dùng."),
    "journal.broken": _E(2009, 500, "Nhật ký của hồ sơ {case} bị sai từ mục số {seq}.", "Giữ nguyên hệ thống và báo người quản trị."),
    "migration.mapping": _E(2010, 400, "Bảng chuyển trạng thái thiếu: {states}.", "Nêu trạng thái mới cho từng trạng thái đang dùng."),
    "case.edited": _E(2011, 409, "Nội dung hồ sơ đã được sửa sau khi bạn mở trang.", "Xem lại nội dung hiện tại rồi thực hiện lại; chưa có gì thay đổi."),
    # 21xx: checklists
    "answers.invalid": _E(2101, 422, "Bảng kiểm có câu trả lời chưa đúng.", "Sửa các mục được đánh dấu."),
    "answers.stale": _E(2102, 409, "{who} đã lưu bảng kiểm này lúc {when} (bản số {revision}), sau khi bạn mở trang.", "So sánh từng mục của hai bản bên dưới rồi lưu bản đúng; chưa có gì bị ghi đè."),
    "answers.not_used": _E(2103, 422, "Cuộc kiểm tra này không dùng bảng kiểm đó ở nơi đã chọn.", "Chọn bảng kiểm trên trang buổi làm việc; nếu thiếu điểm kiểm tra, thêm điểm trước."),
    # 22xx: documents
    "paper.number_taken": _E(2201, 409, "Số {number} năm {year} đã được cấp cho văn bản khác.", "Số do phần mềm cấp: làm lại để lấy số tiếp theo. Số lấy ở hệ thống văn bản khác: xem lại số đã nhập."),
    "paper.frozen": _E(2202, 409, "Văn bản đã cấp số không sửa được nữa.", "Ban hành văn bản thay thế hoặc đính chính."),
    "pdf.engine_missing": _E(2203, 503, "Máy chủ chưa cài bộ tạo PDF “{engine}”.", "Văn bản vẫn giữ số đã cấp; cài bộ tạo PDF rồi bấm “Tạo lại tệp”."),
    "pdf.failed": _E(2204, 503, "Bộ tạo PDF “{engine}” không hoàn thành: {why}.", "Văn bản vẫn giữ số đã cấp; bấm “Tạo lại tệp” để làm tiếp."),
    "paper.numbered_already": _E(2205, 409, "Văn bản này đã có số {number}; không cấp số thứ hai.", "Dùng số đã cấp."),
    "pdf.font_missing": _E(2206, 503, "Máy chủ chưa có phông chữ kiểu Times New Roman đủ dấu tiếng Việt.", "Cài gói fonts-liberation2 (hoặc fonts-croscore) rồi bấm “Tạo lại tệp”."),
    "paper.out_of_form": _E(2207, 422, "In ra thì văn bản không còn đúng thể thức (Nghị định 30/2020/NĐ-CP, Phụ lục I).", "Văn bản chưa được ban hành; nếu đã cấp số thì số vẫn giữ. Sửa những chỗ được nêu; văn bản đã cấp số thì báo người quản trị xem lại bộ tạo PDF, phông chữ và mẫu in rồi bấm “Tạo lại tệp”."),
    "paper.unprintable": _E(2208, 422, "Không in được văn bản này ra PDF: {why}; chưa có gì thay đổi.", "Thử lại; nếu vẫn không được thì tách bảng hoặc đoạn quá dài, bỏ chữ lạ (văn bản đã trình thì trả lại để sửa). Văn bản khác cũng không in được thì báo người quản trị."),
    "incoming.known": _E(2250, 409, "Văn bản này đã vào sổ văn bản đến.", "Mở văn bản đã vào sổ; nếu là văn bản khác thì xem lại tác giả, số, ký hiệu và ngày."),
    "reported.closed": _E(2260, 409, "Đoàn đã kết thúc buổi làm việc nên không nhận số liệu báo cáo nữa.", "Gửi số liệu bằng công văn cho cơ quan kiểm tra."),
    "reported.sent": _E(2261, 409, "Số liệu của đơn vị đã được gửi lúc {when}, sau khi bạn mở trang.", "Mở lại trang để xem số liệu đã gửi; cần sửa thì nhập lại và gửi lần nữa."),
    # 30xx: plans
    "plan.not_editable": _E(3001, 409, "Kế hoạch đang “{state}” nên không sửa được nội dung.", "Kế hoạch đang lấy chữ ký thì trả lại để sửa; đã phê duyệt thì lập kế hoạch khác."),
    "meeting.concluded": _E(3010, 409, "Cuộc họp đang “{state}” nên không sửa được nội dung, nhiệm vụ.", "Kết luận chưa thông báo thì chọn “Mở lại để sửa” trên trang cuộc họp."),
    "earlier.not_open": _E(3011, 409, "Văn bản đang “{state}” nên không sửa được.", "Văn bản đã đưa vào thì rút ra để sửa; đã bỏ thì chọn “Rà soát lại” trên trang của nó."),
    # 31xx: inspections
    "inspection.not_editable": _E(3101, 409, "Cuộc kiểm tra đang “{state}” nên không sửa được {part}.", "Xem các bước có thể làm trên trang cuộc kiểm tra."),
    "inspection.team": _E(3102, 422, "Chưa thể thay đổi đoàn như vậy.", "Xem lý do rồi chọn cách khác."),
    "inspection.site_used": _E(3103, 409, "Điểm “{name}” đã có kết quả kiểm tra, ảnh hoặc phát hiện gắn với nó.", "Giữ điểm này; có thể sửa tên và địa chỉ."),
    "place.no_code": _E(3110, 404, "Đây không phải mã điểm kiểm tra.", "Mã có chín chữ và số, in dưới hình vuông; xem lại từng chữ."),
    "place.unknown": _E(3111, 404, "Không có điểm nào mang mã này mà bạn xem được.", "Mã có thể của tỉnh khác hoặc của hệ thống khác; tìm điểm bằng tên trong chuyến đi."),
    "place.none_chosen": _E(3112, 422, "Chưa chọn điểm nào để in mã.", "Đánh dấu ít nhất một điểm."),
    # 32xx: visits
    "visit.not_open": _E(3201, 409, "Buổi làm việc đang ở tình trạng “{state}” nên chưa ghi được bảng kiểm.", "Trưởng đoàn bắt đầu hoặc mở lại buổi làm việc, rồi ghi tiếp."),
    "visit.not_in_team": _E(3202, 403, "Chỉ người có tên trong đoàn kiểm tra được ghi bảng kiểm.", "Nhờ cơ quan chủ trì bổ sung bạn vào đoàn, hoặc nhờ thành viên đoàn ghi."),
    "visit.not_plannable": _E(3203, 409, "Không xếp thêm buổi làm việc khi cuộc kiểm tra đang “{state}”.", "Xếp lịch cuộc kiểm tra trước; nếu đang tổng hợp, chọn “Kiểm tra bổ sung tại chỗ”."),
    "visit.begun": _E(3204, 409, "Buổi làm việc đã bắt đầu hoặc đã bỏ nên không đổi ngày, nơi làm việc được nữa.", "Xếp một buổi làm việc khác nếu cần."),
    # 33xx: findings
    "finding.locked": _E(3301, 409, "Không sửa ưu điểm, tồn tại khi cuộc kiểm tra đang “{state}”.", "Việc này làm ở bước tổng hợp kết quả; khi đang kiểm tra tại chỗ chỉ thêm được mục mới."),
    "finding.settled": _E(3302, 409, "Mục này đang ở tình trạng “{status}” nên không làm được việc đó.", "Khôi phục mục này trước, nếu cần."),
    "inspection.frozen": _E(3104, 409, "Thông báo kết quả đang trình ký nên nội dung tạm khóa.", "Đề nghị lãnh đạo trả lại thông báo để sửa, rồi sửa lại."),
    "finding.merge": _E(3303, 422, "Chưa gộp được các mục đã chọn.", "Chọn lại các mục cần gộp."),
    # 34xx: recommendations
    "recommendation.frozen": _E(3401, 409, "Kiến nghị không còn sửa được ở bước này.", "Kiến nghị được soạn khi kiểm tra tại chỗ và tổng hợp; thông báo, công văn gửi kiến nghị đã trình ký thì nhờ lãnh đạo trả lại để sửa."),
    "calendar.too_often": _E(3403, 429, "Lịch được hỏi quá nhiều lần từ địa chỉ mạng này.", "Chờ mười phút; đặt ứng dụng lịch cập nhật thưa hơn."),
    "answer.not_waiting": _E(3402, 409, "Báo cáo này không còn chờ duyệt, hoặc nội dung không còn chờ đơn vị báo cáo.", "Mở lại trang để xem tình trạng hiện tại; chưa có gì thay đổi."),
    "official.no_scan": _E(3404, 422, "Chưa có bản quét báo cáo đã ký.", "Chọn tệp PDF hoặc ảnh của báo cáo đã ký, đã đóng dấu rồi gửi lại."),
    # 35xx: proposals
    "proposal.closed": _E(3501, 409, "Cuộc kiểm tra đang “{state}” nên không nhận thêm đề xuất.", "Gửi đề xuất bằng công văn đến cơ quan chủ trì."),
    "proposal.settled": _E(3502, 409, "Đề xuất này đã được xử lý nên không sửa được nữa.", "Gửi một đề xuất khác để bổ sung nội dung."),
    # 36xx: papers
    "paper.not_possible": _E(3601, 422, "Chưa thể soạn văn bản.", "Hoàn tất các điều kiện được nêu rồi soạn lại."),
    "paper.not_editable": _E(3602, 409, "Văn bản đã trình duyệt nên không sửa được nội dung.", "Nhờ lãnh đạo hoặc văn thư trả lại để sửa."),
    "paper.no_block": _E(3603, 409, "Đoạn này không còn trong văn bản.", "Mở lại trang soạn thảo; số liệu vừa thay đổi."),
    "paper.not_replaceable": _E(3610, 409, "Chưa thể soạn văn bản thay thế.", "Xem lý do được nêu; mở văn bản liên quan trên trang của văn bản này."),
    # 37xx: follow-up
    "cosigning.not_waiting": _E(3704, 409, "Kế hoạch này không chờ cơ quan nào ký.", "Xem tình trạng hiện tại trên trang của kế hoạch."),
    "cosigning.asked_today": _E(3705, 409, "Hôm nay đã nhắc các cơ quan chưa ký.", "Chờ đến ngày khác, hoặc gọi điện cho cơ quan đó."),
    "reminder.not_waiting": _E(3701, 409, "Nội dung phải theo dõi này đang không chờ đơn vị thực hiện.", "Xem tình trạng hiện tại trên trang của nội dung đó."),
    "reminder.today": _E(3702, 409, "Hôm nay đã đôn đốc nội dung này.", "Chờ đến ngày khác, hoặc gọi điện cho đơn vị."),
    "reminder.ended": _E(3703, 409, "{agency}: không còn ai để đôn đốc.", "Chuyển nội dung cho đơn vị kế thừa ở trang của nội dung, rồi đôn đốc đơn vị đó."),
    # 404x: what tablets take along, dangers, export files
    "record.other": _E(4040, 409, "Mã của ghi nhận này đã dùng cho một ghi nhận khác.", "Mở lại trang rồi gửi lại; trên máy tính bảng, xuất tệp và báo người quản trị."),
    "import.not_export": _E(4042, 415, "Tệp này không phải là tệp xuất từ máy tính bảng.", "Chọn tệp có đuôi .rasoat do máy tính bảng xuất ra."),
    "import.too_large": _E(4043, 413, "Phần bản ghi trong tệp vượt quá {limit} MB.", "Báo người quản trị; tệp xuất bình thường nhỏ hơn nhiều."),
    "import.nobody": _E(4044, 422, "Không đọc được tệp này do tài khoản nào ghi, hoặc tài khoản đó không có ở đây.", "Giữ nguyên tệp; kiểm tra tệp có đúng của hệ thống này không, rồi báo người quản trị."),
    "import.not_yours": _E(4045, 403, "Bạn không phụ trách buổi làm việc của bản ghi này.", "Nhờ trưởng đoàn hoặc chuyên viên cơ quan chủ trì nhập tệp."),
    "taking.no_tablet": _E(4041, 409, "Chỉ máy tính bảng đã đăng ký mới mang theo được buổi làm việc.", "Mở trang “Chuyến đi của tôi” trên máy tính bảng rồi bấm “Mang theo”."),
    # 40xx: tablets and what they send. 4001-4019: the device and any request of a program
    "tablet.cut_off": _E(4001, 403, "Máy tính bảng này đã bị ngắt khỏi hệ thống.", "Việc chưa gửi được khóa kín trên máy, không mất; liên hệ cơ quan chủ trì để được cho dùng lại."),
    "tablet.other_account": _E(4002, 409, "Mã máy này đã dùng cho tài khoản khác.", "Tải lại trang trên máy tính bảng rồi đăng nhập lại."),
    "request.invalid": _E(4003, 422, "Dữ liệu gửi lên có mục chưa đúng.", "Sửa các mục được nêu rồi gửi lại."),
    "request.kind": _E(4004, 415, "Địa chỉ này chỉ nhận dữ liệu kiểu {kind}.", "Gửi lại với tiêu đề Content-Type: {kind}."),
    "request.not_json": _E(4005, 400, "Nội dung gửi lên không phải là JSON đọc được.", "Gửi lại nguyên vẹn; nếu vẫn lỗi, cập nhật ứng dụng trên máy tính bảng."),
    "request.foreign": _E(4006, 403, "Yêu cầu ghi này không do trang của hệ thống gửi đi.", "Mở lại trang rồi thực hiện lại; chương trình khác phải gửi kèm tiêu đề X-Rasoat: 1."),
    # 402x, 403x: what tablets send
    "definition.never": _E(4020, 422, "Chưa bao giờ có bảng kiểm “{name}” bản {version}.", "Giữ nguyên dữ liệu trên máy, cập nhật ứng dụng rồi gửi lại; nếu vẫn lỗi, báo người quản trị."),
    "submission.differs": _E(4021, 409, "Mã bản ghi này đã dùng cho một bản ghi có nội dung khác.", "Bản đã nhận được giữ nguyên; gửi nội dung mới với một mã mới."),
    "visit.inspection_gone_on": _E(4022, 409, "Cuộc kiểm tra đã qua bước kiểm tra tại chỗ nên chưa ghi thêm được bảng kiểm.", "Chọn “Kiểm tra bổ sung tại chỗ” và mở lại buổi làm việc, rồi đưa bản ghi vào."),
    "answers.other_version": _E(4023, 409, "Nơi này đang ghi theo bảng kiểm bản {theirs}; bản ghi này theo bản {yours} và có mục không chuyển sang được.", "Xem nội dung bản ghi rồi nhập các mục còn dùng vào bảng kiểm."),
    "photo.differs": _E(4024, 409, "Mã ảnh {photo} đã dùng cho một ảnh khác.", "Chụp lại hoặc chọn lại ảnh; ảnh đã nhận được giữ nguyên."),
    "photo.offset": _E(4025, 409, "Máy chủ đã có {offset} byte của ảnh này.", "Gửi tiếp từ đúng chỗ đó."),
    "photo.hash_differs": _E(4026, 422, "Ảnh nhận được không đúng như ảnh đã báo trước.", "Gửi lại ảnh từ đầu; phần đã nhận được bỏ đi."),
    "photo.not_a_picture": _E(4027, 415, "Tệp này không phải là ảnh đọc được, hoặc quá lớn.", "Chụp lại ảnh; máy chủ nhận JPEG đến 200 triệu điểm ảnh (JPEG kiểu tăng dần, PNG, WebP, HEIC đến 50 triệu)."),
    "photo.too_long": _E(4028, 422, "Phần gửi lên dài hơn ảnh đã báo trước ({size} byte).", "Gửi lại đúng phần còn thiếu của ảnh."),
    "photo.not_waited": _E(4029, 409, "Ảnh này không còn chờ gửi.", "Tải lại trang để xem tình trạng hiện tại."),
    "conflict.decided": _E(4030, 409, "Mục này đã được {who} quyết định lúc {when}.", "Xem kết quả trên trang; nếu cần đổi, sửa bảng kiểm."),
    "conflict.both": _E(4031, 422, "Không giữ được cả hai ở mục này.", "Chọn một trong hai."),
    "conflict.changed": _E(4032, 409, "Giá trị đang có ở mục này đã thay đổi sau khi bạn mở trang.", "So sánh lại hai bên rồi chọn."),
    "late.decided": _E(4033, 409, "Bản ghi đến muộn này đã được {who} xử lý lúc {when}.", "Xem kết quả trên trang."),
}
# fmt: on
